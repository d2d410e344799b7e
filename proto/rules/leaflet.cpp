#include "rules/leaflet.h"

#include <stdexcept>

namespace beatbook::rules {

namespace {

constexpr std::string_view pack_name = "letters-2026";
constexpr const char* template_code = "SUPPORT-EN-1";

}  // namespace

Result<LeafletText> leaflet_text(const v1::OperationProfile& profile, const schema::CodeLists& packs) {
  const auto* pack = packs.find_pack(pack_name);
  if (!pack) throw std::logic_error("the letters pack is missing");
  const auto& words = pack->document.at("leaflets").at(template_code);
  LeafletText out{words.at("language"), words.at("title"), words.at("introduction"), words.at("closing"), {}};
  for (const auto& partner : profile.partners()) {
    if (partner.has_says()) out.services.push_back({partner.name(), partner.says(), partner.hours(), partner.telephone()});
  }
  if (out.services.empty()) {
    return Error{Fault::not_found,
                 "The operation names no service with words for people. Ask your administrator to add what to tell of one."};
  }
  return out;
}

}  // namespace beatbook::rules
