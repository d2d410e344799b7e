#pragma once
// How a form begins.
#include "app/forms/form.h"
#include "app/forms/form_save.h"
#include "app/ui/tablet_thread.h"

namespace beatbook::app {

struct FormAsked {
  std::string type;  // a new record of this kind, "shift" among them
  RecordId amend, draft;
  std::string settles;  // with amend: the field that two officers wrote at once
  bool end_shift = false;
  RecordId for_person, for_vehicle;  // named by the first field that can; a draft has said whom it is about
};

// On the tablet's thread.
Outcome<Form> open_form(Bench& bench, const FormAsked& asked, int64_t now_ms);

// Path of the field the work begins at: the one that was touched last in a draft; of a correction the first a supervisor wrote
// at, or `settles`; else the first to fill in. Empty = at the top.
std::string begins_at(const Form& form, const std::string& settles);

}  // namespace beatbook::app
