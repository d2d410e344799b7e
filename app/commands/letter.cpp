// letter: an approved keeper letter on paper.
#include "app/print/letter.h"

#include <fmt/format.h>

#include "app/commands/context.h"
#include "app/tablet/letter.h"

namespace beatbook::app {

namespace {

struct Arguments {
  std::string id, out;
};

void print(Context& context, Tablet& tablet, const Arguments& given) {
  const auto id = read_id(given.id);
  if (!id) return fail(context, id.error());
  if (given.out.empty()) {
    const auto text = letter_to_print(tablet, *id);
    if (!text) return fail(context, text.failure());
    fmt::print("{}", text->whole());
    return;
  }
  const auto file = write_letter(tablet, *id, given.out, print_letter);
  if (!file) return fail(context, file.failure());
  fmt::print("{}\n", file->string());
}

}  // namespace

void add_letter_commands(CLI::App& program, Context& context) {
  const auto given = std::make_shared<Arguments>();
  auto* command = add_command(program, "letter", "An approved keeper letter, as text or as a PDF to print", context,
                              [&context, given](Tablet& tablet) { print(context, tablet, *given); });
  command->add_option("id", given->id, "Id of the letter")->required();
  command->add_option("--out", given->out, "PDF file, or a folder for one that names nobody; the letter is then PRINTED");
}

}  // namespace beatbook::app
