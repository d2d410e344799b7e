// BR-22 read from the sources: who knows of a welfare contact, and who asks for more than enforcement may see.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

namespace {

namespace fs = std::filesystem;
const fs::path root = BEATBOOK_SOURCE_DIR;

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Sources of the program that hold any of the words, by their place.
std::set<std::string> sources_with(const std::set<std::string>& words) {
  std::set<std::string> out;
  for (const char* top : {"proto/rules", "proto/schema", "proto/kernel", "app", "sync-server"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
      const auto text = text_of(entry.path());
      for (const auto& word : words) {
        if (text.find(word) != std::string::npos) out.insert(fs::relative(entry.path(), root).generic_string());
      }
    }
  }
  return out;
}

}  // namespace

TEST_CASE("only what keeps welfare apart, and its own rules, name a welfare contact", "[BR-22]") {
  CHECK(sources_with({"WelfareContact", "\"welfare_contact\"", "records/welfare_contact.pb.h"}) ==
        std::set<std::string>{
            "app/forms/linked_set.cpp",            // stands apart from other entries
            "app/forms/stored.cpp",                // no entry may name one
            "app/reports/daily.cpp",               // support stands beside enforcement in every report
            "app/ui/form_model.h",                 // the calm page
            "app/ui/review_checks.cpp",            // what a sergeant reads before a decision
            "app/ui/session_facts.cpp",            // the list of kinds to begin
            "proto/rules/check_record.cpp",        // dispatch
            "proto/rules/looks_back.cpp",          // looks back to its own kind alone
            "proto/rules/record_rules.h",          // declarations
            "proto/rules/review.cpp",              // the supervisor's clock
            "proto/rules/safeguarding_gates.cpp",  // next steps of care
            "proto/rules/safeguarding_gates.h",
            "proto/rules/welfare_contact.cpp",
        });
}

TEST_CASE("only these ask the index for more than enforcement may see", "[BR-22]") {
  CHECK(sources_with({"Purpose::safeguarding"}) ==
        std::set<std::string>{
            "app/commands/narrow.cpp",            // export of stop and search
            "app/commands/read.cpp",              // list and search, by the purpose named
            "app/tablet/advice_on_children.cpp",  // who may be under 18, told to whoever may read the entry anyway
            "app/tablet/advice_on_houses.cpp",    // referrals to a house, told to whoever reads them
            "app/tablet/overview.cpp",            // the officer's own shift
            "app/tablet/review_list.cpp",         // the supervisor's queue
            "app/tablet/tablet.cpp",              // entries of one encounter; a welfare contact has one of its own
            "app/ui/card.cpp",                    // a card, by the purpose the officer chose
            "app/ui/entry_list.cpp",              // the log, by the filter
            "app/ui/entry_list.h",
            "app/ui/find.cpp",            // search, by the purpose the officer chose
            "app/ui/shift.cpp",           // the officer's own shift
            "app/ui/silent_tablets.cpp",  // who was heard of when
        });
}

TEST_CASE("the ladder and what an arrest shows are read for enforcement only", "[BR-22]") {
  for (const char* place : {"app/tablet/warnings.cpp", "app/tablet/completion.cpp"}) {
    const auto text = text_of(root / place);
    INFO(place);
    CHECK(text.find("Purpose::enforcement") != std::string::npos);
    CHECK(text.find("Purpose::safeguarding") == std::string::npos);
    CHECK(text.find("query.purpose") == std::string::npos);  // the default of a query is enforcement
  }
}
