#pragma once
// A value of a record in JSON by the path of its field: envelope.location.street, subjects[0].roles.
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace beatbook::app {

// nullptr when nothing is there.
const nlohmann::json* value_at(const nlohmann::json& object, std::string_view path);
// Makes the objects on the way. An index must be of an element that is there (std::logic_error).
void put_at(nlohmann::json& object, std::string_view path, nlohmann::json value);
// Objects that are left empty go too; elements of lists stay.
void erase_at(nlohmann::json& object, std::string_view path);

// Nothing that would be sent: null, white space, an empty list, an object of such.
bool is_empty(const nlohmann::json& value);

// "subjects[1].roles" without its indices: "subjects.roles".
std::string without_indices(std::string_view path);
// `path` is `outer` or lies inside it.
bool is_within(std::string_view path, std::string_view outer);
// The path `path` lies in: of "subjects[1].roles[0]" it is "subjects[1].roles", then "subjects[1]", "subjects", "".
std::string_view outer_of(std::string_view path);

// Paths under the list at `list` once its element `removed` is gone: nothing for those of that element, a lower index for
// those behind it, any other path as it is.
std::string renumbered(std::string_view path, std::string_view list, size_t removed);

}  // namespace beatbook::app
