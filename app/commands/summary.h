#pragma once
// One line about a record, for lists on a screen or a terminal.
#include <string>

#include "app/forms/entry.h"

namespace beatbook::app {

// "stop check (vehicle), T1a2b-003": what kind and which number; no name of a person.
std::string title_of(const Stored& stored);
// A street, a plate, a name card's name: what tells this record from others of its kind. Empty when there is nothing.
std::string summary_of(const Stored& stored);

}  // namespace beatbook::app
