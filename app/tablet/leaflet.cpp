#include "app/tablet/leaflet.h"

#include "app/forms/field_words.h"
#include "app/tablet/read_as.h"
#include "schema/published.h"

namespace beatbook::app {

Outcome<rules::LeafletText> leaflet_of(Tablet& tablet, const std::string& operation) {
  const auto profile = read_as<v1::OperationProfile>(tablet.log(), schema::profile_id(operation));
  if (!profile) return Failure(Fault::not_found, "This tablet does not hold the operation yet. Sync, or name another.");
  auto text = rules::leaflet_text(*profile, schema::CodeLists::in_force());
  if (!text) return Failure(text.error());
  for (auto& service : text->services) service.telephone = spaced_phone(service.telephone);
  return *std::move(text);
}

std::string in_lines(const rules::LeafletText& leaflet) {
  std::string out = leaflet.title + "\n" + leaflet.introduction + "\n";
  for (const auto& one : leaflet.services) {
    out += "\n" + one.name + "\n";
    for (const auto* line : {&one.telephone, &one.hours, &one.says}) {
      if (!line->empty()) out += *line + "\n";
    }
  }
  return out + "\n" + leaflet.closing + "\n";
}

}  // namespace beatbook::app
