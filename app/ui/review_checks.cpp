#include "app/ui/review_checks.h"

#include <algorithm>

#include "app/ui/entry_facts.h"
#include "app/ui/words.h"
#include "beatbook/v1/records/official_warning.pb.h"
#include "beatbook/v1/records/stop_and_search.pb.h"
#include "beatbook/v1/records/welfare_contact.pb.h"
#include "rules/fields.h"
#include "rules/review.h"
#include "schema/code_lists.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

constexpr int64_t minute_ms = 60'000;
constexpr int64_t hour_ms = 60 * minute_ms;

using Checks = std::vector<ReviewCheck>;

QString label_of(const char* list, const std::string& code) { return q(schema::CodeLists::in_force().label(list, code)); }
// "in the open" for a label that stands after a colon.
QString in_sentence(const QString& label) { return q(schema::in_sentence(s(label))); }

void add(Checks& checks, bool in_order, const QString& text) {
  checks.push_back({text, in_order ? QStringLiteral("merged") : QStringLiteral("needs")});
}
void tell(Checks& checks, const char* sign, const QString& text) { checks.push_back({text, QLatin1String(sign)}); }

QString span_text(int64_t ms) {
  const auto minutes = ms / minute_ms;
  if (minutes < 1) return QStringLiteral("under a minute");
  if (minutes < 60) return QStringLiteral("%1 min").arg(minutes);
  return QStringLiteral("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

// What was said of it before: a return that was answered, or not.
void add_past(Checks& checks, const EntryFacts& facts) {
  const auto returned = std::find_if(facts.reviews.begin(), facts.reviews.end(),
                                     [](const ReviewRow& review) { return review.decision == QLatin1String("RETURN"); });
  if (returned == facts.reviews.end()) return;
  if (returned->stands) return tell(checks, "clock", QStringLiteral("Returned, not corrected yet"));
  QStringList unanswered;
  for (const auto& line : facts.lines) {
    if (!line.remark.isEmpty() && !line.corrected) unanswered.push_back(line.label);
  }
  add(checks, unanswered.isEmpty(),
      unanswered.isEmpty() ? QStringLiteral("Corrected since it was returned")
                           : QStringLiteral("Returned for %1, which is unchanged").arg(in_sentence(unanswered.join(", "))));
}

void add_envelope(Checks& checks, const v1::Envelope& envelope) {
  if (envelope.has_event_at() && envelope.has_made_at()) {
    const auto after = envelope.made_at().utc_ms() - envelope.event_at().utc_ms();
    auto text = QStringLiteral("Written %1 after it happened").arg(span_text(after));
    if (!envelope.late_reason().empty())
      text += QStringLiteral(": ") + in_sentence(label_of("late_reason", envelope.late_reason()));
    after <= hour_ms ? add(checks, true, text) : tell(checks, "clock", text);
  }
  const auto& video = envelope.bwv();
  if (video.state() == "RECORDED") {
    add(checks, true, QStringLiteral("Body-worn video, reference given"));
  } else if (!video.state().empty()) {
    tell(checks, "eye", QStringLiteral("Body-worn video: %1").arg(in_sentence(label_of("bwv_state", video.state()))));
  }
}

void add_warning(Checks& checks, const v1::OfficialWarning& warning) {
  add(checks, warning.second_officer_confirms(),
      warning.second_officer_confirms() ? QStringLiteral("Two officers saw it")
                                        : QStringLiteral("No second officer confirms what was seen"));
  const bool adult = warning.age_check().starts_with("18_OR_OVER");
  auto age = label_of("age_check", warning.age_check());
  if (warning.age_check() == "18_OR_OVER_BELIEVED" && !warning.age_basis().empty()) age += QStringLiteral(", basis recorded");
  add(checks, adult, age);
  if (rules::says_no(warning, "understood"))
    add(checks, false, QStringLiteral("Not understood: it does not count until it is repeated"));
  if (!warning.welfare_check().empty())
    add(checks, warning.welfare_check() == "DONE",
        warning.welfare_check() == "DONE"
            ? QStringLiteral("Welfare check done")
            : QStringLiteral("Welfare check: %1").arg(in_sentence(label_of("welfare_check", warning.welfare_check()))));
  // A reader who is shown no safeguarding part sees no welfare check either, and knows nothing of referrals.
  if (warning.welfare_check().empty()) return;
  if (warning.referral_state().empty()) {
    add(checks, false, QStringLiteral("Referral still to add. Approval is allowed, the warning stays open."));
  } else {
    add(checks, true,
        QStringLiteral("Support referral: %1").arg(in_sentence(label_of("referral_state", warning.referral_state()))));
  }
}

void add_search(Checks& checks, const v1::StopAndSearch& search) {
  QStringList untold;
  const auto& told = search.gowisely();
  const auto& fields = *told.GetDescriptor();
  for (int i = 0; i < fields.field_count(); ++i) {
    const auto& field = *fields.field(i);
    if (field.cpp_type() != schema::FieldDescriptor::CPPTYPE_BOOL || told.GetReflection()->GetBool(told, &field)) continue;
    // In uniform no warrant card is shown.
    if (field.name() != "warrant_card") untold.push_back(in_sentence(q(schema::meaning(field).label())));
  }
  add(checks, untold.isEmpty(),
      untold.isEmpty() ? QStringLiteral("Told what the law asks for")
                       : QStringLiteral("Not told: %1").arg(untold.join(QStringLiteral(", "))));
  tell(checks, "search", QStringLiteral("Read the grounds: are they facts about this person?"));
}

void add_welfare(Checks& checks, const v1::WelfareContact& contact, bool urgent) {
  if (urgent) add(checks, false, QStringLiteral("A safeguarding risk is recorded: due within 24 hours"));
  if (contact.immediate_need()) add(checks, false, QStringLiteral("Help was needed at once: see what was done"));
  tell(checks, "lock", QStringLiteral("For support only. It feeds no enforcement."));
}

}  // namespace

std::vector<ReviewCheck> review_checks(const Entry& entry, const EntryFacts& facts) {
  Checks checks;
  const auto& stored = entry.stored;
  const auto hours = stored.type().meaning->review_hours();
  if (hours == 0) return checks;
  const auto& message = stored.message();
  add_past(checks, facts);
  if (const auto* warning = dynamic_cast<const v1::OfficialWarning*>(&message)) add_warning(checks, *warning);
  if (const auto* search = dynamic_cast<const v1::StopAndSearch*>(&message)) add_search(checks, *search);
  if (const auto* contact = dynamic_cast<const v1::WelfareContact*>(&message)) {
    const bool urgent =
        rules::review_due_ms(stored.type(), message, 0, entry.names_child) < static_cast<int64_t>(hours) * hour_ms;
    add_welfare(checks, *contact, urgent);
  }
  if (entry.names_child)
    add(checks, false, QStringLiteral("Somebody in it may be under 18: see that the child referral is made"));
  if (const auto* envelope = rules::envelope_of(message)) add_envelope(checks, *envelope);
  for (const auto& conflict : facts.conflicts)
    add(checks, false, QStringLiteral("%1 was written twice at once").arg(conflict.label));
  if (facts.part_hidden) tell(checks, "lock", QStringLiteral("Part of this entry is not shown to you"));
  add(checks, entry.sync == SyncState::merged,
      entry.sync == SyncState::merged ? QStringLiteral("It is in the shared record") : facts.sync_text);
  return checks;
}

}  // namespace beatbook::app
