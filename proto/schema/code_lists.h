#pragma once
// The code lists, law and words of the packs (proto/packs), read once. A pack that is broken or contradicts another throws
// std::logic_error when it is loaded: it ships with the program, so it is a bug. One that a force has made is refused instead.
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/bytes.h"
#include "kernel/result.h"
#include "packs/built_in.h"
#include "schema/word_list.h"

namespace beatbook::schema {

struct Code {
  std::string code;
  std::string label;
  std::string police_uk;       // words of a published return (data.police.uk); empty = none of its own
  std::string rolls_up_to;     // the code whose published words it shares
  std::string retired;         // day it stopped being entered; empty = in use
  std::string maps_to;         // code that took its place
  std::string message;         // said beside it
  bool imported_only = false;  // never offered for capture
  bool hidden = false;         // offered only on demand
  bool preselected = false;
  nlohmann::json entry;  // everything the pack says of it: `uniform`, `under_18`, `covers` ...
};

struct CodeList {
  std::string name;
  std::string label;
  std::string source;       // CL-04
  std::vector<Code> codes;  // in the order people read them
  const Code* find(std::string_view code) const;
};

struct Pack {
  std::string name;         // "england-and-wales-2026"
  int version = 0;          // of packs of one name the highest counts
  Bytes hash;               // first 8 bytes of the SHA-256 of its file, as a change-set's header names it
  nlohmann::json document;  // for rules: bank holidays, limits, section 60
};

class CodeLists {
 public:
  // The packs of this program.
  static const CodeLists& built_in();
  explicit CodeLists(std::span<const packs::File> files);

  // The packs this process works under: those of the program until newer ones are installed. What it returned stays valid as
  // long as the process lives. From any thread.
  static const CodeLists& in_force();
  // From now on `newer` stand in the place of the program's packs of the same name and an older version, and beside the others;
  // what is not newer is left out. Fault::bad_input when they contradict each other: then nothing changes.
  static Result<void> install(std::span<const packs::File> newer);
  // As install(), without doing it: what would then be in force.
  static Result<CodeLists> with(std::span<const packs::File> newer);

  std::span<const Pack> packs() const { return packs_; }
  const Pack* find_pack(std::string_view name) const;
  // All lists by name.
  const std::map<std::string, CodeList, std::less<>>& lists() const { return lists_; }
  const CodeList* find(std::string_view list) const;
  const Code* find(std::string_view list, std::string_view code) const;

  // What people read for a code; the code itself if the list has it not.
  std::string label(std::string_view list, std::string_view code) const;

  // Why a code can't be entered. Nothing: it can. Empty: the list does not offer it. Otherwise a sentence ("Chinese is now
  // A4."). Throws std::logic_error for a list no pack has.
  std::optional<std::string> refusal(std::string_view list, std::string_view code) const;

  // Words of a published return for a code: its own, else those of the code it rolls up to, else blank.
  std::string police_uk(std::string_view list, std::string_view code) const;
  // The code whose own published words these are; null if none.
  const Code* from_police_uk(std::string_view list, std::string_view words) const;

  // CL-24: what a narrative may not say. Empty if it may stand; otherwise "Use plain neutral words. Replace: ..." with what to
  // write instead of each.
  std::string plain_language_refusal(std::string_view text) const;

 private:
  void take_lists(const Pack& pack);
  void take_words(const Pack& pack);

  std::vector<Pack> packs_;
  std::map<std::string, CodeList, std::less<>> lists_;
  WordList plain_words_;
  std::string plain_message_;  // with {words}
};

}  // namespace beatbook::schema
