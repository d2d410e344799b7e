#pragma once
// What a form shows: rows, sections and parts, as values a screen can draw without asking back.
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace beatbook::app {

// How a field is filled in. `value` below is what FormField.value holds and Form::set takes; null always empties.
enum class Control {
  segmented,   // one code of at most 4. value: code
  tiles,       // one code of 5 to 8
  more,        // one code of 9 or more, in the order of the list; hidden ones on demand
  chips,       // several codes. value: list of codes
  yes_no,      // value: bool
  tick,        // a statement: only yes is an answer. value: true
  stepper,     // whole number up to 99. value: integer
  number,      // any whole number
  measure,     // a number read off an instrument: shown once there is one, cleared but not typed
  line,        // short text
  area,        // narrative
  lines,       // list of short texts
  plate,       // registration
  date,        // value: yyyy-mm-dd; what a person types is read (dd/mm/yyyy)
  moment,      // value: "now" or ISO 8601; also takes "22:40" (FieldMeaning.clock) and dd/mm/yyyy HH:MM
  officer,     // collar number; options are the officers on the shift
  named,       // one of the options, or another that is typed
  officers,    // list of collar numbers
  reference,   // another record. value: its id, or "@label" of a part of this form
  references,  // several. value: list of these; options are what they are called, in its order
  group,       // heading of a block whose fields follow
  blocks,      // heading of a list of blocks: add, see FormField.addable
  block,       // heading of one block of such a list: remove
};
std::string_view name(Control control);  // "yes_no"

struct Option {
  std::string code, label;
  bool hidden = false;  // offered only on demand
  std::string message;  // said beside it
  bool operator==(const Option&) const = default;
};
using Options = std::vector<Option>;

// Shared between rows and forms, never null, equal by what is in it.
class OptionList {
 public:
  OptionList() : OptionList(Options{}) {}
  explicit OptionList(Options options) : options_(std::make_shared<const Options>(std::move(options))) {}
  const Options& operator*() const { return *options_; }
  const Options* operator->() const { return options_.get(); }
  friend bool operator==(const OptionList& a, const OptionList& b) { return a.options_ == b.options_ || *a == *b; }

 private:
  std::shared_ptr<const Options> options_;
};

struct FormField {
  std::string path;     // as FieldError.field: envelope.location.street, subjects[0].roles; in a part "@label." before it
  std::string part;     // label of its part; empty = the record the form was opened for
  std::string section;  // title of its section
  Control control = Control::line;
  std::string label, hint;
  std::string one;         // of a list of blocks: what one of it is called
  std::string code_list;   // name of the list its codes are of
  std::string matrix;      // path of the first field of its matrix; empty = stands alone
  std::string beside;      // path of the field in whose row it stands while that row is open; empty = has a row of its own
  int depth = 0;           // 1 = opened by the answer of a field above, 2 = by one of those ...
  bool required = false;   // false = "(optional)", which nobody says of a tick
  bool read_only = false;  // a correction this officer may not make
  bool shared = false;     // shows the main record's value; setting it gives the part its own
  std::string keyboard;    // "text", "name", "plate", "collar", "phone", "postcode", "grid", "beat", "date", "number"
  std::string visibility;  // "VC3" where it differs from the record's face, else empty
  OptionList options;
  uint32_t min_length = 0, max_length = 0;  // in Unicode characters; 0 = no limit to show
  uint32_t length = 0;                      // of what is typed
  int64_t minimum = 0, maximum = 0;         // of numbers; both 0 = unlimited
  std::vector<std::string> references;      // record types a reference may name; more than one: any of them
  std::vector<std::string> makes;           // those of them that a new card can be made of here
  bool addable = true;                      // blocks: another may be added

  nlohmann::json value;  // as typed; null = empty
  std::string words;     // the value as people read it; empty = empty
  bool empty = true;

  std::string error;   // to be shown now: after the field was left, or a save was tried
  bool wrong = false;  // something is to be mended or filled in here, shown or not
  std::string notice;  // said beside it, blocks nothing
  std::string remark;  // what a supervisor wrote at this field
  std::string offer;   // text of what one tap does here, see Form::take_offer; empty = nothing

  bool operator==(const FormField&) const = default;
};

// Headings carry no value of their own.
inline bool is_heading(Control c) { return c == Control::group || c == Control::blocks || c == Control::block; }

struct FormSection {
  std::string part;  // label of its part
  std::string title;
  size_t first = 0, count = 0;  // its rows in Form::fields()
  uint32_t asked = 0;           // required fields
  uint32_t done = 0;            // of those, filled in and right
  uint32_t to_fill = 0, to_fix = 0;
  bool shared = false;  // all of it is the main record's
  std::string summary;  // a sentence of what is filled in
  bool complete() const { return to_fill == 0 && to_fix == 0; }
  bool operator==(const FormSection&) const = default;
};

// A record of the save.
struct FormPart {
  std::string label;  // "person-1"; empty = the record the form was opened for
  std::string type;   // record type
  std::string title;  // "Vehicle stop", "New person: Avocet"
  bool sent = true;   // false: a card that no field names any more; kept in the draft, not recorded
  bool removable = false;
  std::vector<std::string> attachable;  // record types that can be added to it (another name, a telephone)
  bool operator==(const FormPart&) const = default;
};

// What is wrong with the save and stands at no field: no open shift, a role that may not record this, no operation.
struct FormProblem {
  std::string part, message;
  bool operator==(const FormProblem&) const = default;
};

struct FormProgress {
  uint32_t asked = 0, done = 0;  // required fields
  uint32_t to_fill = 0, to_fix = 0;
  bool operator==(const FormProgress&) const = default;
};

}  // namespace beatbook::app
