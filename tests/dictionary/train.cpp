// beatbook-dictionary: makes a dictionary for small frames (kernel/dictionary.h) of the entries that servers with invented
// records hold, or says what the entries of such a server cost with the one that ships.
#include <zdict.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>

#include "beatbook/v1/change_set.pb.h"
#include "beatbook/v1/sync.pb.h"
#include "kernel/dictionary.h"
#include "kernel/frame.h"
#include "sync-server/store_directory.h"

namespace {

using namespace beatbook;

// Frames as they stand on a line that stays: each with one entry, from its author and to a colleague.
std::vector<v1::TabletFrame> pushes;
std::vector<v1::ServerFrame> pages;

// What no dictionary helps with.
Bytes noise(uint64_t number, size_t size) {
  Bytes out;
  for (uint64_t state = number * 0x9e3779b97f4a7c15ull + 1; out.size() < size;
       state ^= state << 13, state ^= state >> 7, state ^= state << 17)
    out += static_cast<char>(state >> 32);
  return out;
}

void add(const LogRow& row) {
  v1::ChangeSet set;
  if (row.quarantined || !set.ParseFromString(row.change_set)) return;
  auto& push = *pushes.emplace_back().mutable_push();
  push.set_incarnation(row.dot.branch.incarnation);
  push.set_from_seq(row.dot.seq);
  push.set_previous_hash(noise(row.gsn, 32));
  push.add_change_sets(row.change_set);
  push.set_head_signature(noise(row.gsn + 1, 64));
  auto& page = *pages.emplace_back().mutable_page();
  page.set_from_gsn(row.gsn - 1);
  page.set_to_gsn(row.gsn);
  page.set_digest(noise(row.gsn + 2, 16));
  page.set_caught_up(true);
  auto& branch = *page.add_branches();
  branch.set_enrolment(row.dot.branch.enrolment.str());
  branch.set_incarnation(row.dot.branch.incarnation);
  branch.set_collar_number("1234");
  auto& entry = *page.add_entries();
  entry.set_gsn(row.gsn);
  entry.set_branch(1);
  entry.set_seq(row.dot.seq);
  entry.set_received_ms(row.received_ms);
  entry.set_header(set.header());
  entry.set_salt(set.salt());
  *entry.mutable_changes() = set.changes();
}

bool read(const std::string& server) {
  const auto directory = server::StoreDirectory::open(server);
  if (!directory) return std::fprintf(stderr, "%s\n", directory.error().message.c_str()), false;
  auto store = directory->open_store(Database::Mode::read_only);
  if (!store) return std::fprintf(stderr, "%s\n", store.error().message.c_str()), false;
  for (uint64_t gsn = 0;;) {
    const auto rows = store->entries_after(gsn, 256);
    if (rows.empty()) return true;
    for (const auto& row : rows) add(row);
    gsn = rows.back().gsn;
  }
}

int train(const std::string& file, size_t size) {
  Bytes samples;
  std::vector<size_t> sizes;
  const auto sample = [&](const google::protobuf::MessageLite& frame) {
    const Bytes bytes = frame.SerializeAsString();
    samples += bytes;
    sizes.push_back(bytes.size());
  };
  for (const auto& frame : pushes) sample(frame);
  for (const auto& frame : pages) sample(frame);
  Bytes out(size, '\0');
  const size_t got =
      ZDICT_trainFromBuffer(out.data(), out.size(), samples.data(), sizes.data(), static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(got)) return std::fprintf(stderr, "%s\n", ZDICT_getErrorName(got)), 1;
  out.resize(got);
  std::ofstream(file, std::ios::binary) << out;
  std::printf("%zu samples, %zu bytes\n", sizes.size(), got);
  return 0;
}

template <class Frame>
void tell(const char* what, const std::vector<Frame>& frames, uint32_t dictionary) {
  FrameCodec codec;
  std::vector<size_t> sizes;
  for (const auto& frame : frames) sizes.push_back(codec.encode(frame, dictionary)->size());
  std::sort(sizes.begin(), sizes.end());
  size_t sum = 0;
  for (const auto size : sizes) sum += size;
  if (sizes.empty()) return;
  std::printf("%s, dictionary %u: %zu frames, mean %zu, median %zu, nine in ten at most %zu, largest %zu bytes\n", what,
              dictionary, sizes.size(), sum / sizes.size(), sizes[sizes.size() / 2], sizes[sizes.size() * 9 / 10],
              sizes.back());
}

}  // namespace

int main(int count, char** words) {
  CLI::App program{"Makes a dictionary for small frames, or says what it saves"};
  std::vector<std::string> servers;
  std::string out;
  size_t size = 16 * 1024;
  program.add_option("servers", servers, "Folders of servers with invented records")->required();
  program.add_option("--out", out, "Where to write a new dictionary; without it the one that ships is measured");
  program.add_option("--size", size, "At most so many bytes")->capture_default_str();
  CLI11_PARSE(program, count, words);
  for (const auto& server : servers) {
    if (!read(server)) return 1;
  }
  if (!out.empty()) return train(out, size);
  for (const uint32_t dictionary : {0u, newest_dictionary}) {
    tell("pushed", pushes, dictionary);
    tell("pulled", pages, dictionary);
  }
  return 0;
}
