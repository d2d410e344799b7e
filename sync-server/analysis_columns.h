#pragma once
// What an analyst may read of a record type: the columns of its table, by reflection over the annotations. Deny by default: a
// field is left out unless it is a coded value, a number, a time or a date that is nobody's; ids, registrations and collar
// numbers become pseudonyms; names, telephones, addresses and every free text have no column (domain B.2 role ANA, E PR-17).
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kernel/key.h"
#include "schema/catalogue.h"

namespace beatbook::server {

// The same value gives the same pseudonym within one server, and nobody without server.key can go back.
class Pseudonyms {
 public:
  explicit Pseudonyms(const Key& key) : key_(key) {}
  // 16 hexadecimal digits. `kind` keeps a collar number from matching a registration of the same letters.
  std::string of(std::string_view kind, BytesView value) const;

 private:
  Key key_;
};

struct AnalysisColumn {
  enum class Kind { code, pseudonym, integer, time, text };
  std::string name;  // path with underscores: envelope_location_beat
  std::vector<const schema::FieldDescriptor*> path;
  Kind kind;
};

// Team class and below; empty for a type of which nothing may be read.
std::vector<AnalysisColumn> analysis_columns(const schema::RecordType& type);

using AnalysisValue = std::variant<std::monostate, int64_t, std::string>;
// Several values, of a list or of a list's entries, are joined with ';'. A code that no code list of this program has is
// written as
// "(unknown code)": it could be anything.
AnalysisValue analysis_value(const AnalysisColumn& column, const schema::Message& message, const Pseudonyms& pseudonyms);

bool is_for_analysis(v1::VisibilityClass visibility);

}  // namespace beatbook::server
