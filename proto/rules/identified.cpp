#include "rules/identified.h"

namespace beatbook::rules {

namespace {

// Whoever corrects for this reason knows something new, and not that the old was wrong.
constexpr std::string_view something_new = "NEW_INFO";

bool open(std::string_view answer) { return answer.empty() || answer == "UNKNOWN" || answer == "NOT_CHECKED"; }

}  // namespace

schema::FieldErrors changed_since_identified(const v1::Person& before, const v1::Person& after, std::string_view reason) {
  schema::FieldErrors out;
  if (!reason.empty() && reason != something_new) return out;
  const auto compare = [&](const char* field, const std::string& was, const std::string& is) {
    if (open(was) || was == is) return;
    out.push_back(
        {field, "This stays as it was when the person was identified. If it was recorded wrong, give that as the reason."});
  };
  compare("residence_class", before.residence_class(), after.residence_class());
  compare("previously_known", before.previously_known(), after.previously_known());
  return out;
}

}  // namespace beatbook::rules
