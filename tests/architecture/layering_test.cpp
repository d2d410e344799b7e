// The arrows of the house, read from the includes: who may look at whom.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

namespace {

namespace fs = std::filesystem;
const fs::path root = BEATBOOK_SOURCE_DIR;

// Folder -> folders of the project it may include. What is not listed may include nothing but itself.
const std::map<std::string, std::set<std::string>> arrows{
    {"proto/dictionaries", {}},
    {"proto/packs", {}},
    {"proto/kernel", {"proto/dictionaries"}},
    {"proto/sqlite", {"proto/kernel"}},
    {"proto/schema", {"proto/kernel", "proto/packs"}},
    {"proto/rules", {"proto/kernel", "proto/packs", "proto/schema"}},
    {"app/vault", {"proto"}},
    {"app/sync", {"proto", "app/vault"}},
    {"app/reports", {"proto"}},
    {"app/index", {"proto"}},
    {"app/forms", {"proto"}},
    {"app/print", {"proto"}},
    {"app/tablet", {"proto", "app/vault", "app/sync", "app/index", "app/forms"}},
    {"app/commands", {"proto", "app/vault", "app/tablet", "app/print", "app/index", "app/forms", "app/reports"}},
    {"app/ui", {"proto", "app/vault", "app/sync", "app/index", "app/forms", "app/tablet", "app/print"}},
    {"app", {"app/commands", "app/ui"}},
    {"sync-server", {"proto"}},
};

// The only folders that may include Boost.
const std::set<std::string> with_boost{"app/sync", "sync-server"};

// Qt stays in the folder of what QML sees, in the program that shows it, and where paper is made.
bool may_include_qt(const fs::path& file) {
  const auto place = fs::relative(file, root).generic_string();
  return place == "app/main.cpp" || place.rfind("app/ui/", 0) == 0 || place.rfind("app/print/", 0) == 0;
}

std::string folder_of(const fs::path& file) { return fs::relative(file.parent_path(), root).generic_string(); }

// Folder an include of the project names; empty for a library's.
std::string target_of(const std::string& include) {
  for (const char* layer : {"kernel/", "sqlite/", "schema/", "rules/", "packs/", "dictionaries/"}) {
    if (include.rfind(layer, 0) == 0) return "proto/" + include.substr(0, include.find('/'));
  }
  if (include.rfind("app/", 0) == 0 || include.rfind("sync-server/", 0) == 0)
    return fs::path(include).parent_path().generic_string();
  return {};
}

bool allowed(const std::string& from, const std::string& to) {
  if (from == to) return true;
  for (const auto& target : arrows.at(from)) {
    if (to == target || to.rfind(target + "/", 0) == 0) return true;
  }
  return false;
}

std::vector<fs::path> sources() {
  std::vector<fs::path> out;
  for (const char* top : {"proto", "app", "sync-server"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp") out.push_back(entry.path());
    }
  }
  return out;
}

std::vector<std::string> includes(const fs::path& file) {
  static const std::regex line("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
  std::vector<std::string> out;
  std::ifstream in(file);
  for (std::string text; std::getline(in, text);) {
    std::smatch match;
    if (std::regex_search(text, match, line)) out.push_back(match[1]);
  }
  return out;
}

}  // namespace

TEST_CASE("every arrow of the house points the way the design draws it") {
  REQUIRE(sources().size() > 100);
  for (const auto& file : sources()) {
    const auto from = folder_of(file);
    INFO(from << " has no place in the table of arrows");
    REQUIRE(arrows.contains(from));
    for (const auto& include : includes(file)) {
      const auto to = target_of(include);
      INFO(fs::relative(file, root).string() << " includes " << include);
      if (!to.empty()) CHECK(allowed(from, to));
    }
  }
}

TEST_CASE("Boost stays in the shells that speak to sockets, and Qt out of everything below the screens") {
  for (const auto& file : sources()) {
    for (const auto& include : includes(file)) {
      INFO(fs::relative(file, root).string() << " includes " << include);
      if (include.rfind("boost/", 0) == 0) CHECK(with_boost.contains(folder_of(file)));
      const bool qt = include[0] == 'Q' && include.size() > 1 &&
                      (include[1] == 't' || std::isupper(static_cast<unsigned char>(include[1])));
      if (qt) CHECK(may_include_qt(file));
    }
  }
}

TEST_CASE("the kernel has no clock, thread, socket, disk or random source inside") {
  const std::set<std::string> forbidden{"thread",  "mutex",      "chrono", "ctime",    "time.h",       "random",
                                        "fstream", "filesystem", "cstdio", "unistd.h", "sys/socket.h", "iostream"};
  for (const auto& file : sources()) {
    if (folder_of(file) != "proto/kernel") continue;
    for (const auto& include : includes(file)) {
      INFO(file.filename().string() << " includes " << include);
      CHECK_FALSE(forbidden.contains(include));
    }
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    INFO(file.filename().string());
    CHECK(text.find("randombytes") == std::string::npos);
  }
}

TEST_CASE("the top level holds the agreed seven and nothing else") {
  const std::set<std::string> agreed{"CMakeLists.txt", "app", "qml", "sync-server", "proto", "tests", "README.md"};
  for (const auto& entry : fs::directory_iterator(root)) {
    const auto name = entry.path().filename().string();
    if (name[0] == '.' || name.rfind("build", 0) == 0) continue;
    INFO(name);
    CHECK(agreed.contains(name));
  }
}
