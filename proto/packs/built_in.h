#pragma once
// The packs this program was built with. A force may load newer ones; these are what a tablet has without any.
//
// A pack is one JSON object: name, version, valid_from (first day it describes), source, and its content:
//   lists       code lists by name: {source, label, entries: [{code, label, ...}]}; a record field names one as its code_list
//   words       plain language: what a narrative may not say and what to write instead
//   dates       bank holidays of one division
// Of an entry: `police_uk` words of a published return, unique in its list; without them it is written as the one it
// `rolls_up_to`, else blank. Offered: `imported_only` never, `hidden` on demand, `later` in no new record, `reviewer` to the
// supervisor of another's; `default` is preselected. `retired`: when it stopped; `maps_to` takes its place, `message` says so.
#include <span>
#include <string_view>

namespace beatbook::packs {

struct File {
  std::string_view name;  // of the file without .json; the pack's own name
  std::string_view json;  // its bytes as committed
};

// Sorted by name; lives as long as the program.
std::span<const File> built_in();

}  // namespace beatbook::packs
