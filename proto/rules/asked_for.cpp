// What the conditions ask of a record: a walk over every field and block of it.
#include <fmt/format.h>

#include <stdexcept>

#include "rules/conditions.h"
#include "rules/fields.h"
#include "schema/check.h"
#include "schema/local_time_field.h"

namespace beatbook::rules {

namespace {

using google::protobuf::FieldDescriptor;
using schema::meaning;

const Condition& condition_of(const std::string& name, const std::string& path) {
  const auto found = conditions().find(name);
  if (found == conditions().end()) throw std::logic_error(path + ": no condition " + name);
  return found->second;
}

// Walks the record and every block in it.
class Walk {
 public:
  Walk(const Context& context, Findings& findings) : context_(context), findings_(findings) {}

  void message(const Message& holder, const std::string& path) {
    for (int i = 0; i < holder.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *holder.GetDescriptor()->field(i);
      const std::string at = path.empty() ? field.name() : path + "." + field.name();
      if (has(holder, field.name())) {
        present(holder, field, at);
      } else {
        absent(holder, field, at);
      }
    }
  }

 private:
  void absent(const Message& holder, const FieldDescriptor& field, const std::string& path) {
    const auto& said = meaning(field);
    if (said.required_when().empty()) return;
    if (!condition_of(said.required_when(), path)(holder, context_)) return;
    findings_.add(path, schema::missing_message(field));
  }

  void present(const Message& holder, const FieldDescriptor& field, const std::string& path) {
    if (field.is_repeated() && !meaning(field).code_list().empty()) only_one_of(holder, field, path);
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || schema::is_local_time(field.message_type())) return;
    const auto* reflection = holder.GetReflection();
    if (!field.is_repeated()) return message(reflection->GetMessage(holder, &field), path);
    for (int i = 0; i < reflection->FieldSize(holder, &field); ++i) {
      message(reflection->GetRepeatedMessage(holder, &field, i), fmt::format("{}[{}]", path, i));
    }
  }

  void only_one_of(const Message& holder, const FieldDescriptor& field, const std::string& path) {
    const auto chosen = texts(holder, field.name());
    for (const auto& value : chosen) {
      const auto* code = context_.packs.find(meaning(field).code_list(), value);
      if (chosen.size() > 1 && code && code->entry.value("excludes_others", false)) {
        return findings_.add(path, fmt::format("Choose \"{}\" alone, or leave it out.", code->label));
      }
    }
  }

  const Context& context_;
  Findings& findings_;
};

void collect_asked(const Message& holder, const Context& context, const std::string& prefix, AskedFor& out) {
  const auto* reflection = holder.GetReflection();
  for (int i = 0; i < holder.GetDescriptor()->field_count(); ++i) {
    const auto& field = *holder.GetDescriptor()->field(i);
    const auto path = prefix + field.name();
    const auto& said = meaning(field);
    const auto holds = [&](const std::string& name) { return !name.empty() && condition_of(name, path)(holder, context); };
    if (holds(said.required_when())) out.needed.insert(path);
    if (holds(said.asked_when())) out.offered.insert(path);
    if (!field.message_type() || schema::is_local_time(field.message_type())) continue;
    if (!field.is_repeated()) {
      collect_asked(reflection->GetMessage(holder, &field), context, path + ".", out);
      continue;
    }
    for (int at = 0; at < reflection->FieldSize(holder, &field); ++at) {
      collect_asked(reflection->GetRepeatedMessage(holder, &field, at), context, fmt::format("{}[{}].", path, at), out);
    }
  }
}

}  // namespace

void check_conditions(const Context& context, Findings& findings) { Walk(context, findings).message(context.message, ""); }

AskedFor asked_for(const Context& context) {
  AskedFor out;
  collect_asked(context.message, context, "", out);
  return out;
}

}  // namespace beatbook::rules
