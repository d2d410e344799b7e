// Houses that people were referred to. Whoever may not read referrals holds none, and is told nothing.
#include <fmt/format.h>

#include "app/tablet/adviser.h"
#include "beatbook/v1/records/referral.pb.h"
#include "schema/time.h"

namespace beatbook::app {

// SN-34: a house takes no more people than it has places for. Tablets that were apart may have promised the last place twice.
void advise_on_places(Adviser& adviser) {
  const auto today = schema::london_day(adviser.now_ms());
  std::map<std::string, std::map<RecordId, RecordId>> staying;  // by service: person, and the referral
  ListQuery query;
  query.purpose = Purpose::safeguarding;
  query.type = schema::find_type(v1::Referral::descriptor())->number;
  query.limit = Adviser::most_entries;
  for (const auto& at : adviser.index().list(query)) {
    const auto referral = at.imported ? std::nullopt : read_as<v1::Referral>(adviser.log(), at.id);
    if (!referral) continue;
    const auto in = schema::read_date(referral->admitted_on()), out = schema::read_date(referral->discharge_on());
    if (!in || *in > today || (out && *out <= today)) continue;
    for (const auto& subject : referral->envelope().subjects()) {
      if (const auto person = RecordId::from_bytes(subject.person_id()))
        staying[referral->service()][adviser.one_card(*person)] = at.id;
    }
  }
  for (const auto& partner : adviser.tablet().settings().partners) {
    const auto& people = staying[partner.name];
    if (partner.places == 0 || people.size() <= partner.places) continue;
    std::vector<RecordId> referrals;
    for (const auto& [person, referral] : people) referrals.push_back(referral);
    adviser.add(
        "SN-34", "HOUSE_OVER_FULL",
        fmt::format("{} has {} places, and {} people are recorded as staying there. Ask the house, and record who left.",
                    partner.name, partner.places, people.size()),
        std::move(referrals));
  }
}

}  // namespace beatbook::app
