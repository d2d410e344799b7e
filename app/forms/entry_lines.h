#pragma once
// A record in words, for terminal and screen alike: its title, one line about it, and every field with the name people know it
// by.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/forms/entry.h"

namespace beatbook::app {

// What a record is called; empty = not known here.
using TitleOf = std::function<std::string(const RecordId&)>;

// "Vehicle stop, T1a2b-003": what kind and which number; no name of a person.
std::string title_of(const Stored& stored);
// A plate, a name card's name, a description, else a street: what tells this record from others of its kind. May be empty.
std::string summary_of(const Stored& stored);
// What a card is called where cards stand together: "KESTREL, Anna", "AA19 KLM"; for anything else its title.
std::string card_title(const Stored& stored);
// The people and vehicles a record of team class names, joined by commas, at most three; empty for a safeguarding record.
std::string who_of(const Stored& stored, const TitleOf& titles);
// The number of an entry within its shift as people write it, "03"; empty when it has none.
std::string number_text(const Stored& stored);

// Cards, shifts and reviews are not reviewed themselves: "-". History from elsewhere: "IMPORTED". Else the code of rules::name.
std::string status_code(const Entry& entry);
// "Waiting for review", "Returned"; empty for "-".
std::string status_words(const Entry& entry);

// A field, or the heading of a block whose fields follow one step deeper.
struct EntryLine {
  std::string path;  // as FieldError.field
  std::string section;
  std::string label;
  std::string value;  // empty for a heading
  int depth = 0;
  bool heading = false;
  bool groups = false;               // of a heading: what follows reads only under it
  bool automatic = false;            // filled in by the tablet
  bool figures = false;              // a time, plate, number: reads best where every character is as wide
  std::optional<RecordId> leads_to;  // the record the value names
};

// In the order of the proto file. References are told by `titles`, else by their id.
std::vector<EntryLine> lines_of(const schema::RecordType& type, const schema::Message& message, const TitleOf& titles = {});

// A value of that field as JSON writes it, in words; `path` as in FieldChange. "life" and unknown fields stay as they are.
std::string value_words(const schema::RecordType& type, const std::string& path, const std::string& json_text);

}  // namespace beatbook::app
