#pragma once
// Small helpers for text that people typed and sentences they read.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace beatbook::schema {

// Unicode characters (code points) of well-formed UTF-8.
size_t count_characters(std::string_view utf8);
// Without white space at both ends; every run of spaces, tabs, line ends and no-break spaces inside is one space.
std::string tidy(std::string_view utf8);
// `text` without any of the single-byte characters of `unwanted`.
std::string without(std::string_view text, std::string_view unwanted);
// At most 60 bytes of a name that somebody typed, cut between characters.
std::string shortened(std::string_view utf8);
// A label inside a sentence: "Age range" becomes "age range"; "VRM" and "OS grid" stay.
std::string in_sentence(std::string_view label);
// "family_name" and "PersonLink" become "family name" and "person link".
std::string words_of(std::string_view identifier);
// The candidate a person most likely meant by `word`; empty if none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace beatbook::schema
