// REC-11: sightings and intelligence.
#include "rules/fields.h"
#include "rules/record_rules.h"
#include "schema/pattern.h"

namespace beatbook::rules {

namespace {

constexpr std::string_view reporter_named = "Remove names and addresses of the person who told you.";

// A telephone number, a postcode or a mail address: what tells who a reporter is.
bool names_somebody(std::string_view told) {
  static const schema::Pattern contact(
      "(?<![0-9])(?:\\+|00)?[0-9](?:[ -]?[0-9]){9,13}(?![0-9])|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\\b|\\S+@\\S+\\.\\S+",
      true);
  return !contact.find_all(told, 1).empty();
}

// REC-11: who told us is not stored in text. What looks like it may be the subject's own number, so this warns.
template <class Record>
void note_reporter(const Record& record, Notices& out) {
  const auto& source = record.information_source();
  if (source.empty() || source == "OFFICER_SAW" || source == "CCTV" || source == "ANPR") return;
  const auto warn = [&](const std::string& field, const std::string& told) {
    if (names_somebody(told)) out.push_back({field, std::string(reporter_named)});
  };
  warn("envelope.factual_text", record.envelope().factual_text());
  warn("envelope.opinion_text", record.envelope().opinion_text());
  warn("description", record.description());
}

}  // namespace

void check(const v1::Sighting& sighting, const Context& context, Findings& findings) {
  const auto* source = context.packs.find("information_source", sighting.information_source());
  const auto only_in = source ? source->entry.value("only_in", "") : "";
  if (!only_in.empty() && only_in != context.type.name) {
    findings.add("information_source", "This source must be protected. Record it as intelligence.");
  }
}

void check(const v1::Intelligence& intelligence, const Context& context, Findings& findings) {
  if (intelligence.has_submitted_at() && in_future(intelligence.submitted_at(), context.situation)) {
    findings.add("submitted_at", "This time is in the future. Enter when it was submitted.");
  }
}

void note(const v1::Sighting& sighting, const Context&, Notices& out) { note_reporter(sighting, out); }

void note(const v1::Intelligence& intelligence, const Context&, Notices& out) {
  note_reporter(intelligence, out);
  if (names_somebody(intelligence.sanitised_text())) out.push_back({"sanitised_text", std::string(reporter_named)});
}

}  // namespace beatbook::rules
