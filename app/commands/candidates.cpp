// candidates.
#include "app/index/candidates.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "app/commands/rows.h"
#include "app/forms/entry_lines.h"
#include "app/tablet/same_person.h"

namespace beatbook::app {

namespace {

struct Words {
  Ground ground;
  const char* code;
  const char* text;
};

constexpr std::array<Words, 5> words{{{Ground::name, "NAME", "name"},
                                      {Ground::other_name, "OTHER_NAME", "other name"},
                                      {Ground::date_of_birth, "DATE_OF_BIRTH", "date of birth"},
                                      {Ground::telephone, "TELEPHONE", "telephone"},
                                      {Ground::registration, "REGISTRATION", "registration"}}};

std::vector<std::string> grounds_of(const Candidate& candidate, const char* Words::*said) {
  std::vector<std::string> out;
  for (const auto& one : words) {
    if (candidate.grounds.contains(one.ground)) out.emplace_back(one.*said);
  }
  return out;
}

void propose(Context& context, Tablet& tablet, const std::string& card) {
  const auto id = read_id(card);
  if (!id) return fail(context, id.error());
  const auto stored = read_stored(tablet.log(), *id);
  if (!stored) return fail(context, stored.failure());
  const auto found = candidates(tablet.index(), tablet.log(), *id);
  const auto same = same_person(tablet.index(), tablet.log(), *id).cards;
  Rows rows(context);
  for (const auto& one : found) {
    const auto other = read_stored(tablet.log(), one.card.id);
    if (!other) continue;
    const bool joined = std::find(same.begin(), same.end(), one.card.id) != same.end();
    rows.add({{"id", one.card.id.text()}, {"grounds", grounds_of(one, &Words::code)}, {"joined", joined}});
    if (context.format == "text") {
      fmt::print("{}  {}  {}{}\n", one.card.id.text(), card_title(*other), fmt::join(grounds_of(one, &Words::text), ", "),
                 joined ? "; a supervisor said it is the same person" : "");
    }
  }
  if (found.empty() && context.format == "text") fmt::print(stderr, "No card on this tablet may be the same.\n");
}

}  // namespace

void add_candidate_commands(CLI::App& program, Context& context) {
  const auto card = std::make_shared<std::string>();
  auto* command = add_command(program, "candidates", "Cards that may be of the same person or vehicle; joins none", context,
                              [&context, card](Tablet& tablet) { propose(context, tablet, *card); });
  command->add_option("id", *card, "A card")->required();
  add_format(*command, context);
}

}  // namespace beatbook::app
