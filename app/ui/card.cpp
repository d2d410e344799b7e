#include "app/ui/card.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/ui/session.h"
#include "app/ui/words.h"
#include "beatbook/v1/records/vehicle.pb.h"
#include "schema/code_lists.h"

namespace beatbook::app {

namespace {

constexpr int64_t recent_ms = 28LL * 24 * 3'600'000;

QString keeper_of(const v1::Vehicle& vehicle) {
  if (vehicle.keeper_name().empty()) return {};
  const auto kind =
      vehicle.keeper_kind().empty() ? QString() : q(schema::CodeLists::in_force().label("keeper_kind", vehicle.keeper_kind()));
  return q(vehicle.keeper_name()) + (kind.isEmpty() ? QString() : QStringLiteral(", ") + kind);
}

}  // namespace

RecordCard::RecordCard(QObject* parent) : QObject(parent), link_(new SessionLink(*this)) {
  connect(link_, &SessionLink::opened, this, &RecordCard::read);
  connect(link_, &SessionLink::news, this, &RecordCard::read);
  connect(link_, &SessionLink::locked, this, [this] {
    reading_ = again_ = loaded_ = false;
    show({});
  });
}

void RecordCard::set_entry_id(const QString& id) {
  if (id == entry_id_) return;
  entry_id_ = id;
  loaded_ = false;
  emit entryIdChanged();
  show({});
  read();
}

QString RecordCard::purpose() const {
  return purpose_ == Purpose::enforcement ? QStringLiteral("enforcement") : QStringLiteral("safeguarding");
}

void RecordCard::set_purpose(const QString& purpose) {
  const auto next = purpose == QLatin1String("safeguarding") ? Purpose::safeguarding : Purpose::enforcement;
  if (std::exchange(purpose_, next) == next) return;
  emit entryIdChanged();
  read();
}

void RecordCard::set_all_contacts(bool all) {
  if (std::exchange(all_contacts_, all) == all) return;
  emit entryIdChanged();
  read();
}

QString RecordCard::as_of_text() const { return link_->session() ? link_->session()->sync_status().as_of() : QString(); }

QString RecordCard::contacts_text() const {
  if (!loaded_) return {};
  if (shown_.contacts.empty()) return all_contacts_ ? QStringLiteral("No contacts") : QStringLiteral("No contacts in 28 days");
  return all_contacts_ ? QStringLiteral("All contacts") : QStringLiteral("Last 28 days");
}

void RecordCard::read() {
  if (!link_->is_open() || entry_id_.isEmpty()) return;
  if (std::exchange(reading_, true)) {
    again_ = true;
    return;
  }
  const auto now = link_->now_ms();
  link_->thread()->post(
      this,
      [id = record_id(entry_id_), purpose = purpose_, now, from = all_contacts_ ? INT64_MIN : now - recent_ms](Bench& bench) {
        Shown out;
        out.facts = read_entry_facts(bench, id, now);
        const auto stored = read_stored(bench.tablet().log(), id);
        if (!stored) return out;
        out.person = read_person_facts(bench, *stored, purpose, now);
        out.vehicle_line = vehicle_line(*stored);
        if (const auto* vehicle = dynamic_cast<const v1::Vehicle*>(&stored->message())) out.keeper = keeper_of(*vehicle);
        out.contacts = contact_rows(bench, id, purpose, from);
        return out;
      },
      [this, asked = entry_id_](Shown shown) {
        reading_ = false;
        if (asked == entry_id_) {
          loaded_ = true;
          show(std::move(shown));
        } else {
          again_ = true;
        }
        if (std::exchange(again_, false)) read();
      });
}

void RecordCard::show(Shown shown) {
  shown_ = std::move(shown);
  contacts_.set_rows(shown_.contacts);
  lines_.set_rows(shown_.facts.lines);
  show_more();
  emit changed();
}

QString PersonCard::safety_text() const {
  auto words = shown_.person.safety_flags;
  if (!shown_.person.handling.isEmpty()) words.push_back(shown_.person.handling);
  return words.join(QStringLiteral(". "));
}

namespace {

// "Two live".
QString live_words(size_t rungs) {
  constexpr std::array words{"None", "One", "Two", "Three"};
  return (rungs < words.size() ? QString::fromLatin1(words[rungs]) : QString::number(rungs)) + QStringLiteral(" live");
}

}  // namespace

QString PersonCard::standing() const { return shown_.person.maybe_child ? QStringLiteral("child") : shown_.person.standing; }

QVariantList PersonCard::rungs() const {
  const auto shown = static_cast<size_t>(needed());
  const auto& counted = shown_.person.rungs;
  std::vector<Rung> out;
  for (size_t i = counted.size() > shown ? counted.size() - shown : 0; i < counted.size(); ++i) {
    for (const auto& row : shown_.person.warnings) {
      if (row.entry_id == counted[i]) out.push_back({row.date_text, row.told_word, row.officer});
    }
  }
  return variants(out);
}

QString PersonCard::called() const {
  return shown_.person.called.isEmpty() ? QStringLiteral("the person") : shown_.person.called;
}

QString PersonCard::live_text() const {
  const auto& day = shown_.person.live_to;
  if (day.isEmpty() || shown_.person.maybe_child) return {};
  const auto live = shown_.person.rungs.size();
  const auto words = live == 1   ? QStringLiteral("It is live to ")
                     : live == 2 ? QStringLiteral("Both are live to ")
                                 : QStringLiteral("All are live to ");
  return words + day;
}

QString PersonCard::ladder_text() const {
  const auto at = standing();
  const auto told = QStringLiteral("tell %1 it is the %2.").arg(called(), shown_.person.next_told);
  const auto live = live_words(shown_.person.rungs.size());
  if (at == QLatin1String("child")) return QStringLiteral("May be under 18. No warning can be given.");
  if (at == QLatin1String("some")) return live + QStringLiteral(". If you warn again: ") + told;
  if (at == QLatin1String("mismatch")) return QStringLiteral("If you warn again: ") + told;
  if (at == QLatin1String("review")) return QStringLiteral("Waits for a supervisor. If you warn again: ") + told;
  if (at == QLatin1String("enough")) return live + QStringLiteral(", and told that it was the final one.");
  const auto none = at == QLatin1String("lapsed") ? QStringLiteral("No live warning. The older one has lapsed.")
                                                  : QStringLiteral("No live warning.");
  return needed() == 1 ? none + QStringLiteral(" If you warn: ") + told : none;
}

QString PersonCard::ladder_detail() const {
  const auto at = standing();
  if (at == QLatin1String("child")) return QStringLiteral("This may be a child at risk. Start the safeguarding record.");
  if (at == QLatin1String("mismatch"))
    return QStringLiteral("%1, and nobody told %2 that it was the last. Until then the last does not stand as final.")
        .arg(live_words(shown_.person.rungs.size()), called());
  if (at == QLatin1String("review"))
    return QStringLiteral(
        "Only together with another card are the warnings enough, and no second supervisor has agreed that both are "
        "of one person.");
  if (at == QLatin1String("enough")) return QStringLiteral("Offer a welfare contact first.");
  return {};
}

QString VehicleCard::plate() const { return title().remove(QLatin1Char(' ')); }

}  // namespace beatbook::app
