#include "app/ui/entry_facts.h"

#include <algorithm>
#include <map>

#include "app/forms/entry_lines.h"
#include "app/forms/envelope.h"
#include "app/forms/field_path.h"
#include "app/ui/words.h"
#include "beatbook/v1/records/review.pb.h"
#include "rules/access.h"
#include "rules/review.h"
#include "schema/code_lists.h"

namespace beatbook::app {

namespace {

QString label_of(const char* list, const std::string& code) {
  return code.empty() ? QString() : q(schema::CodeLists::in_force().label(list, code));
}

// The decision was taken on the state that is here now, in every class both know.
bool stands(const v1::Review& review, const HeadsByClass& now) {
  bool any = false;
  for (const auto& [visibility, hash] : rules::heads_of(review)) {
    const auto here = now.find(visibility);
    if (here == now.end()) continue;
    if (here->second != hash) return false;
    any = true;
  }
  return any;
}

// The tablet filled it in, or it only names another record (a shift, a contact): nothing a person wrote.
bool is_of_the_tablet(const schema::RecordType& type, std::string_view path) {
  for (std::string at(path); !at.empty(); at = outer_of(at)) {
    const auto* field = schema::find_field(type, at);
    if (field && (schema::meaning(*field).automatic() || schema::meaning(*field).format() == "UUID")) return true;
  }
  return false;
}

std::vector<VersionRow> version_rows(const schema::RecordType& type, const std::vector<Version>& versions) {
  std::vector<VersionRow> out;
  for (const auto& version : versions) {
    VersionRow row;
    row.number = static_cast<int>(out.size()) + 1;
    row.when_text = version.at_ms ? moment_text(version.at_ms) : QString();
    row.officer = version.officer.empty() ? QStringLiteral("Another officer") : q(version.officer);
    row.reason = label_of("amendment_reason", version.reason);
    row.reason_text = q(version.reason_text);
    if (!version.handed_in_by.empty()) {
      row.reason_text = q(version.reason_text + (version.reason_text.empty() ? "" : ". ") + "A copy, handed in by " +
                          version.handed_in_by + ": the server had lost it");
    }
    row.only_here = version.received_ms == 0;
    row.held = version.quarantined;
    row.readable = version.readable;
    for (const auto& change : version.changes) {
      if (is_of_the_tablet(type, change.field)) continue;
      row.changes.push_back({q(change.field), q(change.label), q(value_words(type, change.field, change.before)),
                             q(value_words(type, change.field, change.after))});
    }
    out.push_back(std::move(row));
  }
  return out;
}

// One row a field that differs from the first version.
std::vector<ChangeRow> change_rows(const std::vector<VersionRow>& versions) {
  std::vector<ChangeRow> out;
  for (size_t i = 1; i < versions.size(); ++i) {
    const auto& version = versions[i];
    for (const auto& change : version.changes) {
      auto row = std::find_if(out.begin(), out.end(), [&](const ChangeRow& one) { return one.path == change.path; });
      if (row == out.end()) {
        out.push_back({change.path, change.label, change.before, {}, {}, {}, {}});
        row = out.end() - 1;
      }
      row->now = change.after;
      row->reason = version.reason;
      row->officer = version.officer;
      row->when_text = version.when_text;
    }
  }
  std::erase_if(out, [](const ChangeRow& row) { return row.first == row.now; });
  return out;
}

void mark(std::vector<LineRow>& lines, const EntryFacts& facts, const Stored& stored) {
  for (auto& line : lines) {
    const auto path = s(line.path);
    for (const auto& conflict : stored.shown.conflicts) line.conflict |= conflict.tag != 0 && is_within(path, conflict.field);
    for (const auto& change : facts.changes) {
      line.corrected |= !line.heading && (is_within(path, s(change.path)) || is_within(s(change.path), path));
    }
  }
  for (const auto& review : facts.reviews) {
    for (const auto& remark : review.remarks) {
      const auto at = std::find_if(lines.begin(), lines.end(), [&](const LineRow& line) {
        return is_within(s(line.path), s(remark.path)) || is_within(s(remark.path), s(line.path));
      });
      if (at == lines.end()) continue;
      at->remark = remark.text;
      at->remark_by = review.reviewer + QStringLiteral(", ") + review.when_text;
    }
  }
}

void read_envelope(EntryFacts& facts, const Stored& stored) {
  const auto* envelope = envelope_of(stored.message());
  if (!envelope) return;
  facts.author = q(envelope->author());
  if (envelope->has_event_at()) facts.when_text = moment_text(envelope->event_at().utc_ms());
  if (envelope->has_made_at()) facts.made_text = moment_text(envelope->made_at().utc_ms());
  facts.marking = label_of("marking", envelope->marking());
}

// Decisions of the pack that say why and leave the entry as it is: whether the person was told, whose occasion it is.
std::vector<FormOption> findings_on(const schema::RecordType& type) {
  std::vector<FormOption> out;
  const auto* decisions = schema::CodeLists::in_force().find("review_decision");
  for (const auto& code : decisions ? decisions->codes : std::vector<schema::Code>()) {
    const auto only_of = code.entry.value("only_of", "");
    const bool finding = code.entry.value("says_why", false) && code.code != "VOID";
    if (finding && (only_of.empty() || only_of == type.name)) out.push_back({q(code.code), q(code.label), {}, false});
  }
  return out;
}

void read_rights(EntryFacts& facts, Bench& bench, const Entry& entry) {
  auto& tablet = bench.tablet();
  const auto& log_facts = tablet.log().facts();
  const auto& stored = entry.stored;
  const auto reviewer = role_that(log_facts, [](const std::string& role) { return rules::may_review(role); });
  const bool supervises = rules::may_review(reviewer);
  const auto correctable = tablet.notebook().correctable(stored);
  facts.may_amend = !stored.shown.retracted && correctable && !correctable->tags.empty();
  facts.part_hidden = correctable && !correctable->unseen.empty();
  const bool has_author = stored.type().meaning->owner() == v1::AUTHOR;
  facts.may_void = !stored.shown.retracted && (entry.own || supervises);
  facts.may_restore = stored.shown.retracted && (entry.own || supervises);
  if (!supervises || !has_author || stored.type().meaning->review_hours() == 0) return;
  if (const auto refused = rules::review_refusal(reviewer, collar_number(log_facts), stored.message())) {
    facts.review_refusal = q(*refused);
  } else {
    facts.may_review = !stored.shown.retracted;
    facts.findings = findings_on(stored.type());
  }
}

}  // namespace

std::vector<LineRow> line_rows(Bench& bench, const Stored& stored) {
  const auto titles = [&](const RecordId& id) { return bench.title(id); };
  std::vector<LineRow> out;
  std::vector<std::string> blocks;  // paths of the headings that are kept around the current line
  for (const auto& line : lines_of(stored.type(), stored.message(), titles)) {
    // Nesting of the message is no nesting to people.
    if (line.automatic || (line.heading && !line.groups)) continue;
    while (!blocks.empty() && !is_within(line.path, blocks.back())) blocks.pop_back();
    LineRow row;
    row.path = q(line.path);
    row.section = q(line.section);
    row.label = q(line.label);
    row.value = q(line.value);
    row.depth = static_cast<int>(blocks.size());
    row.heading = line.heading;
    row.mono = line.figures;
    if (line.leads_to) {
      if (const auto there = bench.tablet().index().find(*line.leads_to)) {
        const auto* type = schema::find_type(there->type);
        row.entry_id = q(*line.leads_to);
        row.entry_type = type ? q(type->name) : QString();
      } else {
        row.value = QStringLiteral("Not on this tablet");
      }
    }
    if (line.heading) blocks.push_back(line.path);
    out.push_back(std::move(row));
  }
  std::map<QString, size_t> ranks;
  for (const auto& section : stored.type().meaning->sections()) ranks.emplace(q(section), ranks.size());
  for (const auto& row : out) ranks.emplace(row.section, ranks.size());
  std::stable_sort(out.begin(), out.end(),
                   [&](const LineRow& a, const LineRow& b) { return ranks[a.section] < ranks[b.section]; });
  return out;
}

namespace {

// What stands beside another answer and says what it says of every entry: that a time is exact.
bool goes_without_saying(const schema::RecordType& type, const LineRow& row) {
  const auto* field = schema::find_field(type, s(row.path));
  if (!field || schema::meaning(*field).beside().empty()) return false;
  const auto* list = schema::CodeLists::in_force().find(schema::meaning(*field).code_list());
  return list && std::any_of(list->codes.begin(), list->codes.end(),
                             [&](const schema::Code& code) { return code.preselected && q(code.label) == row.value; });
}

}  // namespace

std::vector<ReviewRow> review_rows(Bench& bench, const Entry& entry) {
  std::vector<ReviewRow> out;
  const auto now = rules::reviewed_heads(entry.stored.type(), entry.stored.record);
  for (const auto& id : entry.reviews) {
    const auto stored = read_stored(bench.tablet().log(), id);
    const auto* review = stored ? google::protobuf::DynamicCastToGenerated<v1::Review>(&stored->message()) : nullptr;
    if (!review) continue;
    ReviewRow row;
    row.id = q(id);
    row.decision = q(review->decision());
    row.decision_text = label_of("review_decision", review->decision());
    row.reviewer = q(review->reviewer());
    row.when_text = moment_text(review->made_at().utc_ms());
    row.comment = q(review->comment());
    row.stands = stands(*review, now);
    for (const auto& comment : review->comments()) {
      row.remarks.push_back({q(comment.field()), q(schema::label(entry.stored.type(), comment.field())), q(comment.text())});
    }
    out.push_back(std::move(row));
  }
  return out;
}

EntryFacts read_entry_facts(Bench& bench, const RecordId& id, int64_t now_ms) {
  auto& tablet = bench.tablet();
  EntryFacts facts;
  auto entry = read_entry(tablet.log(), id, tablet.sources());
  if (!entry) {
    facts.error = q(entry.failure().message);
    return facts;
  }
  go_by_cards(tablet.log(), *entry);
  const auto& stored = entry->stored;
  facts.here = true;
  facts.type_name = q(stored.type().name);
  facts.title = facts.type_name == QLatin1String("person") || facts.type_name == QLatin1String("vehicle")
                    ? q(card_title(stored))
                    : q(schema::short_label(stored.type()));
  facts.number = q(number_text(stored));
  facts.summary = q(summary_of(stored));
  facts.own = entry->own;
  facts.voided = stored.shown.retracted;
  facts.status = q(status_code(*entry));
  facts.status_text = q(status_words(*entry));
  facts.sync = sync_code(entry->sync);
  facts.sync_text = sync_text(entry->sync);
  // What it needs is said where it is to be done.
  facts.sync_detail = sync_detail(where_is(tablet.log(), stored.record, tablet.log().position()));
  for (const auto& need : entry->needs) facts.needs.push_back(q(need));
  for (const auto& field : entry->not_shown) {
    // A conflict has said it already.
    const auto& conflicts = stored.shown.conflicts;
    if (std::any_of(conflicts.begin(), conflicts.end(), [&](const auto& conflict) { return conflict.field == field; }))
      continue;
    facts.needs.push_back(QStringLiteral("%1: another value is shown than yours. You can restore it.")
                              .arg(q(schema::label(stored.type(), field))));
  }
  if (entry->review_due_ms != 0) {
    facts.due_text = due_text(entry->review_due_ms, now_ms);
    facts.overdue = entry->review_due_ms < now_ms;
  }
  read_envelope(facts, stored);
  read_rights(facts, bench, *entry);
  facts.versions = version_rows(stored.type(), history(tablet.log(), stored, tablet.sources().collar_of));
  facts.changes = change_rows(facts.versions);
  facts.reviews = review_rows(bench, *entry);
  if (entry->status == rules::EntryStatus::returned) {
    for (const auto& review : facts.reviews) {
      if (review.decision == QLatin1String("RETURN") && review.stands) facts.returned_comment = review.comment;
    }
  }
  // What the supervisor wrote stands by itself: the sentence that leads to it would be said twice.
  if (!facts.returned_comment.isEmpty())
    facts.needs.removeIf([](const QString& need) { return need.startsWith(QLatin1String("Your supervisor returned")); });
  facts.conflicts = conflict_rows(bench, stored, entry->own);
  facts.lines = line_rows(bench, stored);
  mark(facts.lines, facts, stored);
  std::erase_if(facts.lines, [&](const LineRow& row) {
    return !row.conflict && !row.corrected && row.remark.isEmpty() && goes_without_saying(stored.type(), row);
  });
  facts.checks = review_checks(*entry, facts);
  return facts;
}

}  // namespace beatbook::app
