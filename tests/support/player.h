#pragma once
// Plays a demonstration operation over: its officers record on real tablets, by the tablet's own checks, as if each moment were
// now.
#include <filesystem>
#include <functional>

#include "support/demonstration.h"

namespace beatbook::test {

// `directory` of a tablet's name: enrolled for its officer, who works for the operation alone, and synced once, so that the
// profile is there. Throws std::runtime_error with group, number and every error of the first entry that is refused. Nothing is
// sent. The ids are those of the members.
Demonstration::Ids play(const Demonstration& operation, const std::string& secret,
                        const std::function<std::filesystem::path(const std::string& tablet)>& directory);

}  // namespace beatbook::test
