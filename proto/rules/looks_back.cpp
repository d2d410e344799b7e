#include "rules/looks_back.h"

namespace beatbook::rules {

std::vector<std::string_view> looks_back_to(const schema::RecordType& type) {
  if (type.name == "engagement_support_order") return {"engagement_support_order"};  // one order at a time
  if (type.name == "conditional_caution") return {"conditional_caution", "arrest"};  // BR-12
  if (type.name == "welfare_contact") return {"welfare_contact"};                    // BR-18: three incidents in 12 months
  return {};
}

}  // namespace beatbook::rules
