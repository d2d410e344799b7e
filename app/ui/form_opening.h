#pragma once
// How a form begins, on the tablet's thread.
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

Outcome<Form> open_form(Bench& bench, const FormAsked& asked, int64_t now_ms);

}  // namespace beatbook::app
