#pragma once
// Descriptors made at run time beside the generated ones, written as text-format FileDescriptorProto.
#include <google/protobuf/any.pb.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/text_format.h>

#include <cctype>
#include <stdexcept>
#include <string>

#include "beatbook/v1/annotations.pb.h"

namespace beatbook::tests {

// One field of a message. `type` is a scalar type ("string") or a message or enum of the file; `said` is its FieldMeaning.
inline std::string field(const std::string& label, const std::string& type, const std::string& name, int tag,
                         const std::string& said, const std::string& more = "") {
  const bool scalar = std::islower(static_cast<unsigned char>(type.front()));
  std::string upper = type;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const std::string kind = scalar ? "type: TYPE_" + upper : "type_name: \"" + type + "\"";
  return "field { name: \"" + name + "\" number: " + std::to_string(tag) + " label: LABEL_" +
         (label == "repeated" ? "REPEATED" : "OPTIONAL") + " " + kind +
         (label == "optional" && scalar ? " proto3_optional: true" : "") + " options { [beatbook.v1.field] { " + said +
         " } } " + more + " }\n";
}

class MadeDescriptors {
 public:
  MadeDescriptors() : pool_(google::protobuf::DescriptorPool::generated_pool()) {
    beatbook::v1::FieldMeaning::descriptor();
    google::protobuf::Any::descriptor();
  }

  // `content`: the message_type and enum_type of a file of package otters.
  const google::protobuf::FileDescriptor* add(const std::string& file, const std::string& content,
                                              const std::string& syntax = "proto3") {
    google::protobuf::FileDescriptorProto made;
    if (!google::protobuf::TextFormat::ParseFromString(content, &made)) throw std::logic_error("not a descriptor: " + content);
    made.set_name(file);
    made.set_package("otters");
    if (syntax != "proto2") made.set_syntax(syntax);
    made.add_dependency("beatbook/v1/annotations.proto");
    made.add_dependency("google/protobuf/any.proto");
    for (auto& message : *made.mutable_message_type()) add_presence(message);
    Errors errors;
    const auto* built = pool_.BuildFileCollectingErrors(made, &errors);
    if (built == nullptr) throw std::logic_error("no descriptor: " + errors.text + content);
    return built;
  }

 private:
  // What protoc does for `optional`: a oneof of its own for each such field, after the written ones.
  static void add_presence(google::protobuf::DescriptorProto& message) {
    for (auto& made : *message.mutable_field()) {
      if (!made.proto3_optional()) continue;
      made.set_oneof_index(message.oneof_decl_size());
      message.add_oneof_decl()->set_name("_" + made.name());
    }
  }

  struct Errors : google::protobuf::DescriptorPool::ErrorCollector {
    std::string text;
    void AddError(const std::string&, const std::string& element, const google::protobuf::Message*, ErrorLocation,
                  const std::string& message) override {
      text += element + ": " + message + "\n";
    }
  };
  google::protobuf::DescriptorPool pool_;
};

}  // namespace beatbook::tests
