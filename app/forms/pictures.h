#pragma once
// Pictures of places (fields of the format PICTURE): the entry holds the hash, the store the bytes.
#include <string_view>

#include "app/forms/notebook.h"

namespace beatbook::app {

// The picture a field shows. Fault::bad_input when the field holds none of its kind or is empty, else as read_stored().
Outcome<AttachmentName> picture_in(TabletLog& log, const RecordId& id, std::string_view field);

// Puts a picture into a field, in place of what it shows: bytes and entry in one save. `content` is as people may see it
// (app/print/picture.h). Fails as Notebook::amend() does, and with Fault::too_large.
Outcome<std::vector<RecordId>> put_picture(Notebook& notebook, TabletLog& log, const RecordId& id, std::string_view field,
                                           BytesView content, const Reason& reason);

}  // namespace beatbook::app
