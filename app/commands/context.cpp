#include "app/commands/context.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace beatbook::app {

int exit_code_of(Fault fault) {
  switch (fault) {
    case Fault::bad_input:
    case Fault::not_found:
    case Fault::too_large:
    case Fault::locked:
      return 2;
    case Fault::refused:
    case Fault::unreachable:
      return 3;
    default:
      return 1;
  }
}

void fail(Context& context, const Error& error) {
  fmt::print(stderr, "{}\n", error.message);
  context.exit_code = exit_code_of(error.code);
}

void fail(Context& context, const Failure& failure) {
  if (failure.fields.empty()) fmt::print(stderr, "{}\n", failure.message);
  for (const auto& error : failure.fields) {
    fmt::print(stderr, "{}{}\n", error.field.empty() ? "" : error.field + ": ", error.message);
  }
  // A rule that says no is about the input; 3 is kept for the server.
  context.exit_code = failure.code == Fault::refused ? 2 : exit_code_of(failure.code);
}

Result<std::string> read_secret(const std::string& file) {
  struct stat about {};
  if (file.empty() || stat(file.c_str(), &about) != 0) {
    return Error{Fault::bad_input, "Give the file that holds the officer's secret: --secret-file FILE."};
  }
  if (about.st_mode & (S_IRWXG | S_IRWXO)) {
    return Error{Fault::bad_input, "Others may read the secret's file. Make it yours alone: chmod 600 " + file};
  }
  std::ifstream in(file);
  std::string secret;
  std::getline(in, secret);
  if (secret.empty()) return Error{Fault::bad_input, "The secret's file is empty."};
  return secret;
}

Result<std::string> read_input(const std::string& file, size_t limit) {
  std::string text;
  if (file == "-") {
    text.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored)) return Error{Fault::bad_input, file + " is a folder. Give a file."};
    std::ifstream in(file, std::ios::binary);
    if (!in) return Error{Fault::bad_input, "The file " + file + " cannot be read."};
    text.assign(std::istreambuf_iterator<char>(in), {});
  }
  if (text.size() > limit) return Error{Fault::too_large, "The input is larger than " + std::to_string(limit / 1024) + " KiB."};
  return text;
}

Result<void> write_output(const std::string& text, const std::string& file) {
  if (file.empty()) {
    std::cout << text << std::flush;
    return {};
  }
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text << std::flush;
  if (!out) return Error{Fault::storage, "The file " + file + " cannot be written."};
  return {};
}

Result<RecordId> read_id(const std::string& text) {
  const auto id = RecordId::parse(text);
  if (!id) return Error{Fault::bad_input, "\"" + text + "\" is not an entry's id. See: beatbook-cli list"};
  return *id;
}

std::unique_ptr<Tablet> unlock(Context& context) {
  const auto secret = read_secret(context.secret_file);
  if (!secret) {
    fail(context, secret.error());
    return nullptr;
  }
  auto tablet = Tablet::open(context.store, *secret);
  if (!tablet) {
    fail(context, tablet.error());
    return nullptr;
  }
  return std::move(*tablet);
}

CLI::App* add_command(CLI::App& family, const char* name, const char* help, Context& context,
                      std::function<void(Tablet&)> work) {
  auto* command = family.add_subcommand(name, help);
  command->callback([&context, work = std::move(work)] {
    auto tablet = unlock(context);
    if (!tablet) return;
    work(*tablet);
    if (auto flushed = tablet->close_outbox(); !flushed) fail(context, flushed.error());
  });
  return command;
}

void add_reason(CLI::App& command, Reason& reason, bool required) {
  auto* code = command.add_option("--reason", reason.code,
                                  "TYPO, NEW_INFO, WRONG_PERSON, WRONG_VEHICLE, WRONG_TIME, MISSED_FIELD, LEGAL");
  if (required) code->required();
  command.add_option("--reason-text", reason.text, "In plain words");
}

void add_format(CLI::App& command, Context& context, std::vector<std::string> formats) {
  command.add_option("--format", context.format, "How it is printed")
      ->check(CLI::IsMember(std::move(formats)))
      ->capture_default_str();
}

}  // namespace beatbook::app
