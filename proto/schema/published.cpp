#include "schema/published.h"

#include <string>

#include "kernel/hash.h"

namespace beatbook::schema {

namespace {

// `operation` cannot hold the separator: it is letters, digits and hyphens.
RecordId id_of(std::string_view what, std::string_view operation, std::string_view name) {
  Bytes data("beatbook ");
  data += what;
  data += ' ';
  data += operation;
  data += '|';
  data += name;
  return make_record_id(0, Bytes(view(sha256(data)).substr(0, 10)));
}

}  // namespace

bool is_published(const RecordType& type) {
  const auto& authors = type.meaning->author_roles();
  return authors.size() == 1 && authors[0] == "ADM";
}

RecordId profile_id(std::string_view operation) { return id_of("operation profile", operation, {}); }
RecordId pack_id(std::string_view operation, std::string_view pack) { return id_of("pack", operation, pack); }

}  // namespace beatbook::schema
