// REC-07: stop and search, PACE Code A.
#include <fmt/format.h>

#include "rules/fields.h"
#include "rules/power.h"
#include "rules/record_rules.h"
#include "schema/text.h"

namespace beatbook::rules {

namespace {

void check_power_covers(const v1::StopAndSearch& search, const schema::Code& power, const Context& context,
                        Findings& findings) {
  const auto allowed = power.entry.value("objects", std::vector<std::string>{});
  const auto shortly = power.entry.value("short", power.label);
  const bool known = context.packs.find("object_of_search", search.object_of_search());
  if (known && !allowed.empty() && !contains(allowed, search.object_of_search())) {
    findings.add("object_of_search", fmt::format("{} covers {}. Choose that object or another power.", shortly,
                                                 power.entry.value("covers", "other objects")));
  }
  const auto searched = power.entry.value("searched", std::vector<std::string>{});
  if (search.has_searched() && !searched.empty() && !contains(searched, search.searched())) {
    findings.add("searched", fmt::format("{} does not cover this. Choose what was searched, or another power.", shortly));
  }
  if (needs_uniform(power) && !context.situation.officer.uniform) {
    findings.add("search_power", fmt::format("{} needs a constable in uniform. Choose another power.", shortly));
  }
}

int rank_level(const Context& context, std::string_view rank) {
  const auto* code = context.packs.find("police_rank", rank);
  return code ? code->entry.value("level", 0) : 0;
}

// Length and rank are those of the pack when the authority began.
void check_authority(const v1::StopAndSearch& search, const Context& context, Findings& findings) {
  const auto& authority = search.section_60_authority();
  if (!authority.has_start()) return;
  const auto* terms = section_60_at(context.packs, authority.start());
  if (terms && authority.has_rank()) {
    const auto least = terms->at("minimum_rank").get<std::string>();
    if (rank_level(context, authority.rank()) < rank_level(context, least)) {
      findings.add("section_60_authority.rank", fmt::format("This authority needs the rank of {} or above. Check the rank.",
                                                            schema::in_sentence(context.packs.label("police_rank", least))));
    }
  }
  if (!authority.has_end()) return;
  if (!before(authority.start(), authority.end())) {
    return findings.add("section_60_authority.end", std::string(end_before_start));
  }
  const int64_t lasted = elapsed_ms(authority.start().utc_ms(), authority.end().utc_ms());
  if (const int64_t hours = terms ? terms->at("hours").get<int64_t>() : 0; terms && lasted > hours * 3'600'000) {
    findings.add(
        "section_60_authority.end",
        fmt::format("An authority lasts at most {} hours. Check the times; an extension is an authority of its own.", hours));
  }
  const auto& began = search.has_search_began_at() ? search.search_began_at() : search.envelope().event_at();
  if (began.has_utc_ms() && (before(began, authority.start()) || before(authority.end(), began))) {
    findings.add("section_60_authority",
                 "The search was not within the authorised times. Check the times, or choose another power.");
  }
}

void check_told(const v1::StopAndSearch& search, const Context& context, Findings& findings) {
  const bool refused = search.has_gowisely() && !context.situation.officer.uniform && !search.gowisely().warrant_card();
  if (refused) findings.add("gowisely.warrant_card");
}

void check_found(const v1::StopAndSearch& search, Findings& findings) {
  const auto found = texts(search, "items_found");
  const bool nothing = contains(found, "NOTHING");
  if (nothing && found.size() > 1) findings.add("items_found", "Choose \"Nothing\" alone, or what was found.");
  if (found.empty() || !search.has_outcome_linked()) return;
  const bool fits = nothing ? search.outcome_linked() != "YES" : search.outcome_linked() != "NOT_APPLICABLE";
  if (!fits) findings.add("outcome_linked");
}

}  // namespace

void check(const v1::StopAndSearch& search, const Context& context, Findings& findings) {
  const auto* power = check_power("search_power", "search_power", search.search_power(), context, findings);
  if (power) {
    check_power_covers(search, *power, context, findings);
    if (power->entry.value("authority_required", false)) check_authority(search, context, findings);
  } else if (context.packs.find("offence", search.search_power())) {
    // Kerb-crawling and loitering give none (CL-29).
    findings.add("search_power", "There is no search power for this offence. Choose a power that fits what you suspect.");
  }
  check_grounds("grounds", search.grounds(), "Give facts, not appearance, age, ethnicity or past record.", context, findings);
  check_grounds("envelope.factual_text", search.envelope().factual_text(), {}, context, findings);
  const auto& stopped = search.envelope().event_at();
  if (search.has_search_began_at() && stopped.has_utc_ms() && before(search.search_began_at(), stopped)) {
    findings.add("search_began_at", "The search can't begin before the person was stopped. Check the times.");
  }
  check_told(search, context, findings);
  check_found(search, findings);
  check_linked_outcome("outcome", "search_outcome", search.outcome(), context, findings);
}

void note(const v1::StopAndSearch& search, const Context&, Notices& out) {
  if (search.envelope().subjects_size() > 1 && search.searched() != "VEHICLE") {
    out.push_back({"envelope.subjects", "A search record is for one person. Make one for each person who was searched."});
  }
}

}  // namespace beatbook::rules
