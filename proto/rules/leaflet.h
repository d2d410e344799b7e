#pragma once
// FA-20: a leaflet that says who can help. The services are those of the operation's profile that have something to tell, its
// other words come from the letters pack and say nothing of the police or of what anybody did: somebody else may find it in a
// bag. What a service says of itself is the operation's to word.
#include <string>
#include <vector>

#include "beatbook/v1/records/operation_profile.pb.h"
#include "kernel/result.h"
#include "schema/code_lists.h"

namespace beatbook::rules {

struct LeafletText {
  struct Service {
    std::string name, says, hours;
    std::string telephone;  // as the profile keeps it
  };
  std::string language;  // "en"
  std::string title, introduction, closing;
  std::vector<Service> services;
};

// Fault::not_found where the operation has no such service.
Result<LeafletText> leaflet_text(const v1::OperationProfile& profile, const schema::CodeLists& packs);

}  // namespace beatbook::rules
