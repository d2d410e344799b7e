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
  const auto text = letter_to_print(tablet, *id);
  if (!text) return fail(context, text.failure());
  if (given.out.empty()) {
    fmt::print("{}", text->whole());
    return;
  }
  const std::filesystem::path out = std::filesystem::is_directory(given.out)
                                        ? std::filesystem::path(given.out) / (text->file_name + ".pdf")
                                        : std::filesystem::path(given.out);
  if (auto printed = print_letter(*text, out); !printed) return fail(context, printed.error());
  const auto noted = letter_printed(tablet, *id, *text);
  if (!noted) {
    // Paper that no record knows of is worse than none.
    std::error_code ignored;
    std::filesystem::remove(out, ignored);
    return fail(context, noted.failure());
  }
  fmt::print("{}\n", out.string());
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
