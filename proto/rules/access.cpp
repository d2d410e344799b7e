#include "rules/access.h"

#include <algorithm>
#include <array>

namespace beatbook::rules {

namespace {

using v1::VisibilityClass;

constexpr unsigned bit(VisibilityClass visibility) { return 1u << static_cast<unsigned>(visibility); }

constexpr unsigned public_figures = bit(v1::VC0_PUBLIC);
constexpr unsigned partner = bit(v1::VC1_PARTNER);
constexpr unsigned team = bit(v1::VC2_TEAM);
constexpr unsigned safeguarding = bit(v1::VC3_SAFEGUARDING);
constexpr unsigned intelligence = bit(v1::VC4_INTELLIGENCE);
constexpr unsigned none = 0;

struct Rights {
  std::string_view role;
  unsigned reads, writes;
  bool reviews;
};

// Domain B.2. Nobody writes public figures: they are made from records.
constexpr std::array all_rights{
    Rights{"OFC", public_figures | partner | team, partner | team | safeguarding | intelligence, false},
    Rights{"SC", public_figures | partner | team, partner | team | safeguarding | intelligence, false},
    Rights{"PCSO", public_figures | partner | team, partner | team | safeguarding | intelligence, false},
    Rights{"CTL", public_figures | partner | team, partner | team, false},
    Rights{"SWL", public_figures | partner | team | safeguarding, partner | team | safeguarding, false},
    Rights{"SUP", public_figures | partner | team | safeguarding, partner | team | safeguarding | intelligence, true},
    Rights{"INS", public_figures | partner | team | safeguarding | intelligence, partner | team | safeguarding | intelligence,
           true},
    Rights{"INT", public_figures | partner | team | intelligence, partner | team | intelligence, false},
    Rights{"ANA", none, none, false},
    Rights{"RMU", none, none, false},
    Rights{"PTN", public_figures, none, false},
    Rights{"ADM", none, none, false},
};

constexpr Rights no_rights{"", none, none, false};

const Rights& rights_of(std::string_view role) {
  const auto found = std::find_if(all_rights.begin(), all_rights.end(), [&](const Rights& r) { return r.role == role; });
  return found == all_rights.end() ? no_rights : *found;
}

// A class of a newer program is nobody's.
bool holds(unsigned classes, VisibilityClass visibility) {
  const bool known = visibility >= v1::VC0_PUBLIC && visibility <= v1::VC4_INTELLIGENCE;
  return known && (classes & bit(visibility)) != 0;
}

}  // namespace

bool is_role(std::string_view role) { return !rights_of(role).role.empty(); }

bool may_read(std::string_view role, VisibilityClass visibility) { return holds(rights_of(role).reads, visibility); }

bool may_write(std::string_view role, VisibilityClass visibility) { return holds(rights_of(role).writes, visibility); }

std::string_view written_only_by(const schema::RecordType& type, std::string_view field) {
  return type.name == "intelligence" && field == "sanitised_text" ? "INT" : "";
}

bool may_review(std::string_view role) { return rights_of(role).reviews; }

bool may_author(std::string_view role, const schema::RecordType& type) {
  const auto& authors = type.meaning->author_roles();
  const bool listed = std::find(authors.begin(), authors.end(), role) != authors.end();
  return is_role(role) && listed && (type.meaning->visibility_of_subject() || may_write(role, type.face));
}

std::string author_refusal(std::string_view role, const schema::RecordType& type) {
  constexpr std::string_view pcso = "A PCSO ";
  const auto& refusal = type.meaning->refusal();
  // Domain B words it for PCSOs, whom it meets most; it holds for every other role that is no constable on patrol.
  if (role == "PCSO" || !refusal.starts_with(pcso)) return refusal;
  return "Your role " + refusal.substr(pcso.size());
}

Streams streams_for(std::span<const std::string> roles, std::span<const std::string> operations) {
  Streams streams;
  for (const auto& role : roles) {
    for (auto visibility : {v1::VC0_PUBLIC, v1::VC1_PARTNER, v1::VC2_TEAM, v1::VC3_SAFEGUARDING, v1::VC4_INTELLIGENCE}) {
      if (!may_read(role, visibility)) continue;
      for (const auto& operation : operations) streams.insert({operation, visibility});
    }
  }
  return streams;
}

}  // namespace beatbook::rules
