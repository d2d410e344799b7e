#include "sync-server/store_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "kernel/hash.h"
#include "sync-server/accounts.h"
#include "sync-server/certificates.h"
#include "sync-server/enrolments.h"
#include "sync-server/orders.h"
#include "sync-server/publisher.h"
#include "sync-server/quarantine.h"
#include "sync-server/random.h"

namespace beatbook::server {

namespace {

constexpr const char* key_name = "server.key";

Error system_error(const std::string& what) { return {Fault::storage, what + ": " + std::strerror(errno) + "."}; }

Result<void> write_key(const std::filesystem::path& file, const Key& key) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return system_error("Cannot create " + file.string());
  const bool written =
      ::write(descriptor, key.data(), Key::size) == static_cast<ssize_t>(Key::size) && ::fsync(descriptor) == 0;
  ::close(descriptor);
  return written ? Result<void>() : system_error("Cannot write " + file.string());
}

Result<Key> read_key(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_error("Cannot read " + file.string());
  struct stat status {};
  const bool is_private = ::fstat(descriptor, &status) == 0 && (status.st_mode & 0077) == 0;
  Key key;
  const bool whole =
      ::read(descriptor, key.data(), Key::size) == static_cast<ssize_t>(Key::size) && status.st_size == Key::size;
  ::close(descriptor);
  if (!is_private) return Error{Fault::refused, file.string() + " can be read by others. Run: chmod 600 " + file.string()};
  if (!whole) return Error{Fault::corrupt, file.string() + " is damaged. Put back the copy that was kept apart."};
  return key;
}

bool is_postgresql(const std::filesystem::path& directory) { return directory.string().starts_with("postgresql:"); }
Error not_in_this_version() { return {Fault::bad_input, "A store on PostgreSQL is not in this version. Give a folder."}; }

}  // namespace

Result<StoreDirectory> StoreDirectory::create(const std::filesystem::path& directory) {
  if (is_postgresql(directory)) return not_in_this_version();
  if (std::filesystem::exists(directory / key_name) || std::filesystem::exists(directory / "central.db")) {
    return Error{Fault::bad_input, "There is a server in " + directory.string() + " already. Choose another folder."};
  }
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (failed) return Error{Fault::storage, "Cannot create " + directory.string() + ": " + failed.message() + "."};
  std::filesystem::permissions(directory, std::filesystem::perms::owner_all, failed);
  const Key root = random_key();
  if (auto written = write_key(directory / key_name, root); !written) return written.error();
  return StoreDirectory(directory, root);
}

Result<StoreDirectory> StoreDirectory::open(const std::filesystem::path& directory) {
  if (is_postgresql(directory)) return not_in_this_version();
  if (!std::filesystem::exists(directory / key_name)) {
    return Error{Fault::not_found, "There is no server in " + directory.string() +
                                       ". Make one with: beatbook-server init --store " + directory.string()};
  }
  auto root = read_key(directory / key_name);
  if (!root) return root.error();
  return StoreDirectory(directory, *root);
}

Key StoreDirectory::derive(BytesView name) const { return *Key::from_bytes(view(hmac_sha256(root_.bytes(), name))); }

Result<SqliteStore> StoreDirectory::open_store(Database::Mode mode) const {
  Database::Settings settings;
  settings.busy_ms = 15'000;
  auto store = SqliteStore::open(central(), database_key(), mode, settings);
  if (!store) {
    if (store.error().code != Fault::locked) return store.error();
    return Error{Fault::locked, "server.key does not open " + central().string() +
                                    ". Put back the server.key that belongs to it, or restore a backup."};
  }
  if (mode == Database::Mode::read_only) return store;
  return attempt([&]() -> Result<SqliteStore> {
    Transaction transaction(store->database());
    Accounts::make_tables(store->database());
    Enrolments::make_tables(store->database());
    Quarantine::make_tables(store->database());
    Publisher::make_tables(store->database());
    Orders::make_tables(store->database());
    // From the first time on the list must be there: a lost one would let a restore bring back what was purged.
    if (store->fact(fact_purges_listed).value_or("") != "1") {
      const PurgeList list(path_);
      if (auto begun = list.exists() ? Result<void>() : list.begin(); !begun) return begun.error();
      store->set_fact(fact_purges_listed, "1");
    }
    if (auto done = transaction.commit(); !done) return done.error();
    return std::move(store);
  });
}

Result<StoreLock> StoreLock::take(const StoreDirectory& directory) {
  const auto file = directory.path() / "lock";
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return system_error("Cannot open " + file.string());
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return Error{Fault::refused, "A server is running on this store. Stop it first."};
  }
  return StoreLock(descriptor);
}

Result<StoreDirectory> make_server(const std::filesystem::path& directory, const std::vector<std::string>& listen_names) {
  const auto certificates = Certificates::make(listen_names);
  if (!certificates) return certificates.error();
  auto folder = StoreDirectory::create(directory);
  if (!folder) return folder.error();
  auto store = folder->open_store(Database::Mode::create);
  if (!store) return store.error();
  return attempt([&]() -> Result<StoreDirectory> {
    store->begin();
    store->set_fact(fact_store_incarnation, random_bytes(16));
    certificates->save(*store);
    store->commit();
    return *folder;
  });
}

StoreLock::~StoreLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace beatbook::server
