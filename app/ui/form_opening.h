#pragma once
// How a form begins, on the tablet's thread.
#include <map>

#include "app/forms/form.h"
#include "app/forms/form_save.h"
#include "app/ui/tablet_thread.h"

namespace beatbook::app {

struct FormAsked {
  std::string type;  // a new record of this kind, "shift" among them
  RecordId amend, draft;
  bool end_shift = false;
  RecordId for_person, for_vehicle;  // to be named by the form
};

struct FormOpened {
  Form form;
  std::map<RecordId, std::string> titles;  // of for_person and for_vehicle
};

Outcome<FormOpened> open_form(Bench& bench, const FormAsked& asked, int64_t now_ms);

}  // namespace beatbook::app
