#include "rules/access.h"

#include <algorithm>
#include <set>

#include "schema/code_lists.h"

namespace beatbook::rules {

namespace {

constexpr v1::VisibilityClass classes[] = {v1::VC0_PUBLIC, v1::VC1_PARTNER, v1::VC2_TEAM, v1::VC3_SAFEGUARDING,
                                           v1::VC4_INTELLIGENCE};

// VC0 to VC4: r = reads, w = writes, b = both.
struct Row {
  const char *role, *rights;
};
constexpr Row matrix[] = {
    {"OFC", "rbbww"}, {"SC", "rbbww"},  {"PCSO", "rbbww"}, {"CTL", "rbb--"}, {"SWL", "rbbb-"}, {"SUP", "rbbbw"},
    {"INS", "rbbbb"}, {"INT", "rbb-b"}, {"ANA", "-----"},  {"RMU", "-----"}, {"PTN", "r----"}, {"ADM", "-----"},
};

}  // namespace

TEST_CASE("every cell of role, class and action is as domain B.2 says", "[FA-07]") {
  for (const auto& row : matrix) {
    for (int c = 0; c < 5; ++c) {
      INFO(row.role << " VC" << c);
      const char right = row.rights[c];
      CHECK(may_read(row.role, classes[c]) == (right == 'r' || right == 'b'));
      CHECK(may_write(row.role, classes[c]) == (right == 'w' || right == 'b'));
    }
  }
}

TEST_CASE("a role or a class nobody knows may do nothing") {
  for (const char* role : {"", "ofc", "CHIEF", "OFC ", "VC2"}) {
    CHECK_FALSE(is_role(role));
    CHECK_FALSE(may_review(role));
    for (const auto visibility : classes) {
      CHECK_FALSE(may_read(role, visibility));
      CHECK_FALSE(may_write(role, visibility));
    }
    for (const auto& type : schema::record_types()) CHECK_FALSE(may_author(role, type));
  }
  for (int visibility : {0, 6, 37, 70, -1}) {
    CHECK_FALSE(may_read("INS", static_cast<v1::VisibilityClass>(visibility)));
    CHECK_FALSE(may_write("INS", static_cast<v1::VisibilityClass>(visibility)));
  }
}

TEST_CASE("the roles of the matrix are those of the code list") {
  std::set<std::string> listed, known;
  for (const auto& code : schema::CodeLists::built_in().find("officer_role")->codes) listed.insert(code.code);
  for (const auto& row : matrix) known.insert(row.role);
  CHECK(known == listed);
  for (const auto& role : listed) CHECK(is_role(role));
}

TEST_CASE("only supervisors and inspectors review") {
  for (const auto& row : matrix)
    CHECK(may_review(row.role) == (row.role == std::string("SUP") || row.role == std::string("INS")));
}

TEST_CASE("a record is made by the roles its type names, if they may write its class") {
  int made = 0;
  for (const auto& type : schema::record_types()) {
    const auto& named = type.meaning->author_roles();
    for (const auto& role : named) CHECK(is_role(role));
    for (const auto& row : matrix) {
      INFO(type.name << " " << row.role);
      const bool listed = std::find(named.begin(), named.end(), row.role) != named.end();
      const bool writes = type.meaning->visibility_of_subject() || may_write(row.role, type.face);
      CHECK(may_author(row.role, type) == (listed && writes));
      made += may_author(row.role, type);
    }
  }
  CHECK(made > 50);
}

TEST_CASE("a PCSO makes no search and no warning, and is told whom to ask") {
  for (const char* name : {"stop_and_search", "official_warning"}) {
    const auto& type = *schema::find_type(name);
    CHECK_FALSE(may_author("PCSO", type));
    CHECK(author_refusal("PCSO", type) == "A PCSO can't make this record. Ask a constable to record it.");
    CHECK(author_refusal("CTL", type) == "Your role can't make this record. Ask a constable to record it.");
  }
  CHECK(may_author("PCSO", *schema::find_type("welfare_contact")));
  CHECK_FALSE(may_author("SUP", *schema::find_type("official_warning")));
}

TEST_CASE("streams are every readable class of every role in every operation") {
  const std::vector<std::string> operations{"heron", "swift"};
  const std::vector<std::string> team{"OFC"}, both{"PCSO", "INT"}, nobody{"ADM", "nonsense"};
  CHECK(streams_for(team, operations) == Streams{{"heron", v1::VC0_PUBLIC},
                                                 {"heron", v1::VC1_PARTNER},
                                                 {"heron", v1::VC2_TEAM},
                                                 {"swift", v1::VC0_PUBLIC},
                                                 {"swift", v1::VC1_PARTNER},
                                                 {"swift", v1::VC2_TEAM}});
  CHECK(streams_for(both, operations).count({"swift", v1::VC4_INTELLIGENCE}) == 1);
  CHECK(streams_for(both, operations).count({"swift", v1::VC3_SAFEGUARDING}) == 0);
  CHECK(streams_for(nobody, operations).empty());
  CHECK(streams_for(team, {}).empty());
}

}  // namespace beatbook::rules
