#include "bench/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <random>

#include "app/index/candidates.h"
#include "app/tablet/warnings.h"
#include "beatbook/v1/records/official_warning.pb.h"
#include "beatbook/v1/records/person.pb.h"
#include "beatbook/v1/records/stop_check_person.pb.h"
#include "bench/station.h"
#include "schema/partials.h"

namespace beatbook::bench {

namespace {

using Clock = std::chrono::steady_clock;
using nlohmann::json;

constexpr double aim_ms = 16;  // a picture of the screen

// 4,800 family names of three syllables: as many bearers each as common names have in a town.
std::string family_name(std::mt19937& random) {
  constexpr std::array first{"Avo", "Bit", "Bun", "Cho", "Cur", "Dip", "Dot", "Dun", "Egr", "Eid", "Gan", "God",
                             "Gre", "Har", "Her", "Jac", "Kes", "Kit", "Lap", "Lin", "Mer", "Nut", "Osp", "Pet"};
  constexpr std::array middle{"a", "e", "i", "o", "u", "er", "el", "an", "or", "in"};
  constexpr std::array last{"cet",  "tern", "ting", "ugh", "lew", "per", "win", "lin", "wit",  "nel",
                            "gale", "ver",  "ron",  "kin", "low", "ser", "ton", "ley", "wick", "shaw"};
  return std::string(first[random() % first.size()]) + middle[random() % middle.size()] + last[random() % last.size()];
}

std::string given_name(std::mt19937& random) {
  constexpr std::array names{"Ana",  "Anna", "Beck",  "Briar", "Cove", "Dale",  "Elena", "Fen",  "Heath", "Holt",
                             "Iris", "Jana", "Katya", "Lena",  "Mara", "Marsh", "Moor",  "Nina", "Olga",  "Reed",
                             "Rush", "Rosa", "Sedge", "Sofia", "Tarn", "Tina",  "Vera",  "Wren", "Yana",  "Zoe"};
  return names[random() % names.size()];
}

std::string born(std::mt19937& random) {
  return fmt::format("{}-{:02}-{:02}", 1960 + random() % 45, 1 + random() % 12, 1 + random() % 28);
}

struct World {
  std::vector<RecordId> people;
  std::vector<size_t> rows_of;  // entries that name each
};

void save_one(Node& tablet, const RecordId& id, const google::protobuf::Message& message) {
  const auto& type = *schema::find_type(message.GetDescriptor());
  Entry entry;
  entry.id = id;
  for (auto& [visibility, partial] : schema::split_by_class(message, type)) {
    if (visibility != type.face) continue;
    entry.change = {id, type.number, v1::Change::CREATE, visibility, std::move(partial), {}, {}};
  }
  save(tablet, entry);
}

// A warning in fifty of the entries, a stop check else; each names one of the people.
World make_world(Node& tablet, size_t people, size_t count) {
  std::mt19937 random(7);
  World world;
  world.rows_of.resize(people);
  tablet.store.database().run("PRAGMA synchronous = OFF");
  for (size_t i = 0; i < people; ++i) {
    v1::Person person;
    person.set_family_name(family_name(random));
    person.set_given_names(given_name(random));
    person.set_date_of_birth(born(random));
    person.set_verification("STATED");
    world.people.push_back(make_record_id(first_ms + i, app::random_bytes(10)));
    save_one(tablet, world.people.back(), person);
  }
  constexpr size_t at_once = 10'000;
  for (size_t done = 0; done < count; done += at_once) {
    for (auto& entry : entries(std::min(at_once, count - done), static_cast<uint32_t>(done / at_once))) {
      const auto who = random() % people;
      ++world.rows_of[who];
      v1::StopCheckPerson stop;
      stop.ParseFromString(entry.partial);
      auto& subject = *stop.mutable_envelope()->add_subjects();
      subject.set_person_id(world.people[who].str());
      subject.add_roles("EXD-SW");
      subject.add_categories("OTHER");
      if (random() % 50 > 0) {
        save_one(tablet, entry.id, stop);
        continue;
      }
      v1::OfficialWarning warning;
      *warning.mutable_envelope() = stop.envelope();
      warning.set_rung_told(random() % 2 ? "1" : "2");
      warning.set_understood(true);
      save_one(tablet, entry.id, warning);
    }
  }
  tablet.store.database().run("PRAGMA synchronous = FULL");
  return world;
}

template <class Ask>
double p99_ms(size_t asked, Ask ask) {
  std::vector<double> times;
  for (size_t i = 0; i < asked; ++i) {
    const auto start = Clock::now();
    ask(i);
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() * 99 / 100];
}

// The entries of one person, by an index, from a plain file.
double floor_ms(const std::filesystem::path& directory, Node& tablet, const World& world, const std::vector<size_t>& who) {
  auto database = Database::open(directory / "floor-answers.db", std::nullopt, Database::Mode::create);
  if (!database) throw std::runtime_error(database.error().message);
  database->run("CREATE TABLE entry(n INTEGER PRIMARY KEY, person INTEGER, bytes BLOB)");
  {
    auto insert = database->prepare("INSERT INTO entry(person, bytes) VALUES(?, ?)");
    Transaction transaction(*database);
    const auto sample = tablet.store.own_after(0, SIZE_MAX, 1)[0].change_set;
    for (size_t person = 0; person < world.people.size(); ++person) {
      for (size_t i = 0; i < world.rows_of[person]; ++i) insert.run(static_cast<int64_t>(person), Blob(sample));
    }
    if (!transaction.commit()) throw std::runtime_error("commit");
  }
  database->run("CREATE INDEX by_person ON entry(person)");
  auto select = database->prepare("SELECT bytes FROM entry WHERE person = ?");
  size_t bytes = 0;
  const double out = p99_ms(who.size(), [&](size_t i) {
    auto rows = select.query(static_cast<int64_t>(who[i]));
    while (rows.next()) bytes += rows.blob(0).size();
  });
  if (bytes == 0) throw std::runtime_error("the floor read nothing");
  return out;
}

void print_answer(const char* what, double ours, double floor) {
  fmt::print("{:<58} {:>10.3f} {:>10.3f} ms   {:>6.1f}  aim <= {} ms {}\n", what, ours, floor, ours / floor, aim_ms,
             ours <= aim_ms ? "ok" : "OVER");
}

}  // namespace

void bench_answers(size_t people, size_t count, size_t asked) {
  Station station;
  World world;
  std::mt19937 random(11);
  std::vector<size_t> who;
  double floor = 0;
  {
    auto node = station.tablet("wren", "PC 1234");
    world = make_world(*node, people, count);
    index(*node);
    for (size_t i = 0; i < asked; ++i) who.push_back(random() % people);
    floor = floor_ms(station.fleet.directory.path(), *node, world, who);
  }
  station.fleet.start_shift("wren", "PC 1234");
  auto tablet = app::Tablet::open(station.fleet.directory / "wren", secret);
  if (!tablet) throw std::runtime_error(tablet.error().message);
  auto& index = (*tablet)->index();
  auto& log = (*tablet)->log();
  const auto now = static_cast<int64_t>(app::wall_clock_ms());

  size_t warned = 0, proposed = 0, findings = 0;
  const double ladder = p99_ms(asked, [&](size_t i) {
    const auto warnings = app::warnings_of(index, log, world.people[who[i]]);
    warned += warnings.size();
    (void)app::ladder_of(warnings, now, {});
  });
  const double candidates =
      p99_ms(asked, [&](size_t i) { proposed += app::candidates(index, log, world.people[who[i]]).size(); });
  const double checks = p99_ms(asked, [&](size_t i) {
    const json warning = {{"envelope", {{"subjects", {{{"person_id", world.people[who[i]].text()}, {"roles", {"EXD-SW"}}}}}}},
                          {"rung_told", "1"}};
    const auto check = (*tablet)->notebook().check("official_warning", warning);
    findings += check.records.empty() ? 0 : check.records[0].errors.size();
  });
  if (warned == 0 || proposed == 0 || findings == 0) throw std::runtime_error("nothing was found to answer with");
  fmt::print("{} people, {} entries; of {} asked {} warnings, {} candidates\n", people, count, asked, warned, proposed);
  print_answer("ladder of a person, p99", ladder, floor);
  print_answer("cards that may be of the same person, p99", candidates, floor);
  print_answer("checks of a warning's form, p99", checks, floor);
}

}  // namespace beatbook::bench
