// picture: pictures of places, into an entry and out of it.
#include "app/print/picture.h"

#include <fmt/format.h>

#include "app/commands/notices.h"
#include "app/forms/pictures.h"

namespace beatbook::app {

namespace {

struct Arguments {
  std::string id, field, file;
  Reason reason;
};

void add(Context& context, Tablet& tablet, const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return fail(context, id.error());
  const auto content = clean_picture(given.file);
  if (!content) return fail(context, content.error());
  auto done = put_picture(tablet.notebook(), tablet.log(), *id, given.field, *content, given.reason);
  if (!done) return fail(context, done.failure());
  fmt::print("{}\n", nlohmann::ordered_json{{"id", id->text()}, {"bytes", content->size()}}.dump());
  fmt::print(stderr, "Check the photo shows no people, plates or door numbers.\n");
  print_notices(tablet, *id);
}

// What is not here comes with the next sync.
void save(Context& context, Tablet& tablet, const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return fail(context, id.error());
  const auto name = picture_in(tablet.log(), *id, given.field);
  if (!name) return fail(context, name.failure());
  auto pictures = tablet.log().attachments();
  const auto content = pictures.read(*name);
  if (content) {
    if (auto written = write_output(*content, given.file); !written) fail(context, written.error());
    return;
  }
  if (content.error().code != Fault::not_found) return fail(context, content.error());
  if (auto wanted = pictures.want(*name); !wanted) return fail(context, wanted.error());
  fail(context, Error{Fault::not_found, "The picture is not on this tablet yet. Sync to fetch it, then save it again."});
}

}  // namespace

void add_picture_commands(CLI::App& program, Context& context) {
  auto* family = program.add_subcommand("picture", "Pictures of places: into an entry, and out of it");
  family->require_subcommand(1);
  const auto given = std::make_shared<Arguments>();
  auto* put = add_command(*family, "add", "Put a picture into an entry; only what it shows is kept", context,
                          [&context, given](Tablet& tablet) { add(context, tablet, *given); });
  auto* take = add_command(*family, "save", "Write a picture of an entry to a file", context,
                           [&context, given](Tablet& tablet) { save(context, tablet, *given); });
  for (auto* command : {put, take}) {
    command->add_option("id", given->id, "Entry")->required();
    command->add_option("field", given->field, "picture_before or picture_after")->required();
  }
  put->add_option("file", given->file, "JPEG or PNG")->required();
  add_reason(*put, given->reason, false);
  take->add_option("--to", given->file, "JPEG file to write")->required();
}

}  // namespace beatbook::app
