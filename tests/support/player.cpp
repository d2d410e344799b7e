#include "support/player.h"

#include <stdexcept>

#include "app/tablet/tablet.h"
#include "kernel/hash.h"
#include "schema/time.h"

namespace beatbook::test {

namespace {

using nlohmann::json;

template <class T>
T taken(app::Outcome<T> outcome, const std::string& where) {
  if (outcome) return *std::move(outcome);
  std::string all = where + ": " + outcome.failure().message;
  for (const auto& error : outcome.failure().fields) all += "\n  " + error.field + ": " + error.message;
  throw std::runtime_error(all);
}

template <class T>
T taken(Result<T> result, const std::string& where) {
  if (!result) throw std::runtime_error(where + ": " + result.error().message);
  return *std::move(result);
}

// Types of the records of a save, in the order of its ids (linked_set.h).
std::vector<std::string> kinds(const DemonstrationEntry& entry) {
  if (entry.type != app::linked_set) return {entry.type};
  std::vector<std::string> out;
  for (const auto& [name, value] : entry.object.items()) out.insert(out.end(), value.is_array() ? value.size() : 1, name);
  return out;
}

// An officer's tablet, at the moment that the operation has reached.
class Station {
 public:
  Station(const Demonstration& operation, DemonstrationOfficer officer, const std::filesystem::path& directory,
          const std::string& secret)
      : operation_(operation), officer_(std::move(officer)) {
    app::Sources sources;
    // The tablet corrects its clock by what it measured when it was enrolled.
    sources.wall_ms = [this] {
      return static_cast<uint64_t>(now_ms_ - (tablet_ ? tablet_->log().facts().clock_offset_ms() : 0));
    };
    sources.random = [this](size_t size) { return counted(size); };
    tablet_ = taken(app::Tablet::open(directory, secret, app::Tablet::Catch::up_whole, sources), officer_.collar);
  }

  void save(const DemonstrationEntry& entry, Demonstration::Ids& ids) {
    const auto where =
        entry.group + " " + std::to_string(entry.number) + " at " + schema::for_people(schema::london(entry.made_ms));
    const auto object = operation_.with_ids(entry, ids);
    auto& member = ids[{entry.group, entry.number}];
    if (entry.type.empty()) {
      go_to(entry.made_ms);
      taken(notebook().amend(member.begin()->second, object, {entry.reason, ""}), where + ", its correction");
      return;
    }
    be_on_shift(entry.made_ms);
    go_to(entry.made_ms);
    const auto saved = taken(notebook().record(entry.type, object), where);
    const auto types = kinds(entry);
    for (size_t i = 0; i < saved.size(); ++i) member.try_emplace(types[i], saved[i]);
  }

  void end_shift() {
    if (!shift_) return;
    go_to(shift_->end_ms);
    taken(notebook().end_shift(), officer_.collar + ", end of the shift");
    shift_.reset();
  }

  void close() {
    end_shift();
    while (taken(tablet_->index_step(SIZE_MAX), officer_.collar)) {
    }
    if (auto flushed = tablet_->close_outbox(); !flushed) throw std::runtime_error(flushed.error().message);
  }

 private:
  app::Notebook& notebook() { return tablet_->notebook(); }
  void go_to(int64_t ms) { now_ms_ = std::max(now_ms_, ms); }

  void be_on_shift(int64_t at_ms) {
    if (shift_ && at_ms <= shift_->end_ms) return;
    const auto next = operation_.shift(officer_, at_ms);
    end_shift();
    go_to(next.start_ms);
    hear_from_server();
    taken(notebook().start_shift(next.record),
          officer_.collar + ", start of the shift of " + schema::for_people(schema::london(next.start_ms)));
    shift_ = next;
  }

  // A shift begins in the station: the tablet exchanges, and nothing is new. What the ladder shows is as of then.
  void hear_from_server() {
    v1::Page page;
    page.set_from_gsn(tablet_->log().position().cursor);
    page.set_to_gsn(page.from_gsn());
    page.set_caught_up(true);
    taken(tablet_->log().take_page(page, static_cast<uint64_t>(now_ms_)), officer_.collar + ", exchange");
  }

  Bytes counted(size_t size) {
    Bytes out;
    while (out.size() < size) {
      Bytes seed = officer_.tablet;
      put_u64(seed, ++drawn_);
      out += Bytes(view(sha256(seed)));
    }
    return out.substr(0, size);
  }

  const Demonstration& operation_;
  DemonstrationOfficer officer_;
  std::unique_ptr<app::Tablet> tablet_;
  std::optional<DemonstrationShift> shift_;
  int64_t now_ms_ = 0;
  uint64_t drawn_ = 0;
};

}  // namespace

Demonstration::Ids play(const Demonstration& operation, const std::string& secret,
                        const std::function<std::filesystem::path(const std::string& tablet)>& directory) {
  std::map<std::string, Station> stations;
  for (const auto& officer : operation.officers()) {
    stations.try_emplace(officer.tablet, operation, officer, directory(officer.tablet), secret);
  }
  Demonstration::Ids ids;
  for (const auto& entry : operation.entries()) stations.at(entry.tablet).save(entry, ids);
  for (auto& [tablet, station] : stations) station.close();
  return ids;
}

}  // namespace beatbook::test
