#pragma once
// Record types that a server publishes instead of an officer recording them: the profile of an operation, and packs. There is
// one record of each name in an operation, so everybody finds it by the name; no list and no search shows them.
#include <string_view>

#include "kernel/bytes.h"
#include "schema/catalogue.h"

namespace beatbook::schema {

// Its only authors are administrators.
bool is_published(const RecordType& type);

RecordId profile_id(std::string_view operation);
RecordId pack_id(std::string_view operation, std::string_view pack);

}  // namespace beatbook::schema
