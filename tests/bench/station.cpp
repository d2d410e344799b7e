#include "bench/station.h"

#include "app/sync/hands.h"
#include "app/vault/box.h"
#include "kernel/unlock.h"

namespace beatbook::bench {

Node::Node(const std::filesystem::path& directory)
    : enrolment(*app::Enrolment::load(directory)),
      key(*app::Vault::open(directory)->unlock(secret, app::wall_clock_ms())),
      store(*SqliteStore::open(directory / "notebook.db", key, Database::Mode::existing)),
      log(*TabletLog::open(store)) {}

std::unique_ptr<Node> Station::tablet(const std::string& name, const std::string& collar) {
  fleet.enrol(name, collar, "OFC");
  return std::make_unique<Node>(fleet.directory / name);
}

void save(Node& tablet, const Entry& entry) {
  v1::Header header;
  header.set_operation(operation);
  header.set_app_version("bench");
  auto* pack = header.add_packs();
  pack->set_name("england-and-wales-2026");
  pack->set_hash("12345678");
  const auto saved = tablet.log.save(header, {entry.change}, app::wall_clock_ms(), app::random_bytes(16));
  if (!saved) throw std::runtime_error(saved.error().message);
}

void fill(Node& tablet, const std::vector<Entry>& all) {
  tablet.store.database().run("PRAGMA synchronous = OFF");
  for (const auto& entry : all) save(tablet, entry);
  tablet.store.database().run("PRAGMA synchronous = FULL");
}

app::ExchangeReport sync(Node& tablet, bool push_only) {
  const app::ConnectionIdentity identity{
      tablet.enrolment.authority_pem(), tablet.enrolment.certificate_pem(), tablet.enrolment.private_key_pem(), {}};
  auto connection = app::Connection::connect(tablet.enrolment.grant().server, identity, std::chrono::seconds(30));
  if (!connection) throw std::runtime_error(connection.error().message);
  app::LogHands hands(tablet.log, [&](BytesView message) { return tablet.enrolment.sign(message); }, app::wall_clock_ms, {},
                      [&] { return tablet.log.finish_erasures(); });
  const Bytes proof = prove_unlocked(unlock_key(tablet.key), tablet.enrolment.grant().sealing_key, connection->exported());
  auto report = app::run_exchange(*connection, hands, {"bench", push_only, proof}, app::wall_clock_ms());
  if (report.failed) throw std::runtime_error(report.failed->message);
  return report;
}

void index(Node& tablet) {
  auto index = app::Index::open(tablet.store);
  if (!index) throw std::runtime_error(index.error().message);
  if (auto done = index->refresh(tablet.log); !done) throw std::runtime_error(done.error().message);
}

}  // namespace beatbook::bench
