#include "app/forms/pictures.h"

#include <fmt/format.h>

#include "kernel/hash.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

const schema::FieldDescriptor* picture_field(const schema::RecordType& type, std::string_view field) {
  const auto* found = type.descriptor->FindFieldByName(std::string(field));
  return found && schema::meaning(*found).format() == "PICTURE" ? found : nullptr;
}

Failure no_such_field(const schema::RecordType& type, std::string_view field) {
  std::string names;
  for (int i = 0; i < type.descriptor->field_count(); ++i) {
    const auto& one = *type.descriptor->field(i);
    if (schema::meaning(one).format() == "PICTURE") names += (names.empty() ? "" : " or ") + one.name();
  }
  if (names.empty())
    return {Fault::bad_input, "No picture belongs to an entry of this kind. Add it to an environmental audit item."};
  return {Fault::bad_input, fmt::format("{} is no picture of it. Name {}.", schema::shortened(std::string(field)), names)};
}

AttachmentName name_of(const Stored& stored, const schema::FieldDescriptor& field, const Hash& hash, const RecordId& id) {
  return {id, hash, {stored.record.operation, schema::class_of(stored.type(), field, stored.shown.face)}};
}

}  // namespace

Outcome<AttachmentName> picture_in(TabletLog& log, const RecordId& id, std::string_view field) {
  const auto stored = read_stored(log, id);
  if (!stored) return stored.failure();
  const auto* found = picture_field(stored->type(), field);
  if (!found) return no_such_field(stored->type(), field);
  const auto& message = stored->message();
  const Bytes hash = message.GetReflection()->GetString(message, found);
  if (hash.size() != sizeof(Hash))
    return Failure(Fault::not_found,
                   fmt::format("{}: there is none. Add one with: beatbook-cli picture add", schema::label(*found)));
  return name_of(*stored, *found, hash_from(hash), id);
}

Outcome<std::vector<RecordId>> put_picture(Notebook& notebook, TabletLog& log, const RecordId& id, std::string_view field,
                                           BytesView content, const Reason& reason) {
  if (auto fits = TabletAttachments::fits(content); !fits) return Failure(fits.error());
  const auto stored = read_stored(log, id);
  if (!stored) return stored.failure();
  const auto* found = picture_field(stored->type(), field);
  if (!found) return no_such_field(stored->type(), field);
  const auto name = name_of(*stored, *found, sha256(content), id);
  return notebook.amend(id, {{found->name(), hex(view(name.sha256))}}, reason, [&] { log.attachments().add(name, content); });
}

}  // namespace beatbook::app
