#pragma once
// Reads fields by their proto names, for rules that hold in several record types. A name the message has not is a bug
// (std::logic_error), so a renamed field cannot switch a rule off in silence.
#include <google/protobuf/message.h>

#include <string>
#include <string_view>
#include <vector>

#include "beatbook/v1/records/envelope.pb.h"

namespace beatbook::rules {

using google::protobuf::Message;

// Present; a list with at least one element.
bool has(const Message& message, std::string_view field);
// Text of a string field; empty when absent.
std::string text(const Message& message, std::string_view field);
std::vector<std::string> texts(const Message& message, std::string_view field);
// A bool that was answered with yes, with no.
bool says_yes(const Message& message, std::string_view field);
bool says_no(const Message& message, std::string_view field);
bool contains(const std::vector<std::string>& list, std::string_view value);

// Envelope of a captured record; null for a card, a shift, a review.
const v1::Envelope* envelope_of(const Message& message);

}  // namespace beatbook::rules
