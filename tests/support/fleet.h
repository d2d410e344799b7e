#pragma once
// A real server and real tablets, each a process of its own, in a directory that goes with the test.
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/process.h"
#include "support/temporary_directory.h"

namespace beatbook::test {

class Fleet {
 public:
  Fleet() {
    write_file(directory / "secret", "three quiet herons\n");
    std::filesystem::permissions(directory / "secret",
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    admin({"init"});
    admin({"operation", "add", "lapwing", "--title", "Lapwing"});
  }

  std::string admin(std::vector<std::string> arguments) {
    const auto output = run_server(std::move(arguments));
    if (output.exit_code != 0) throw std::runtime_error("beatbook-server: " + output.err);
    return output.out;
  }
  Output run_server(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), BEATBOOK_SERVER);
    arguments.insert(arguments.end(), {"--store", (directory / "server").string()});
    return Process(arguments, directory.path()).wait();
  }

  void serve() {
    std::filesystem::remove(directory / "port");
    std::vector<std::string> command{BEATBOOK_SERVER, "serve",
                                     "--store",       (directory / "server").string(),
                                     "--address",     "127.0.0.1",
                                     "--port",        port.empty() ? "0" : port,
                                     "--port-file",   (directory / "port").string()};
    if (archives) command.insert(command.end(), {"--archive", (directory / "archive").string()});
    server = std::make_unique<Process>(command, directory.path());
    if (!soon([&] { return !(port = read_file(directory / "port")).empty(); }))
      throw std::runtime_error("the server did not start");
    while (!port.empty() && port.back() == '\n') port.pop_back();
  }
  void kill_server() { server->stop(SIGKILL); }

  // An officer with a tablet of this name, enrolled and synced once. The server must be running.
  void enrol(const std::string& name, const std::string& collar, const std::string& role) {
    admin({"officer", "add", collar, "--role", role, "--operation", "lapwing"});
    enrol_again(name, collar);
  }
  void enrol_again(const std::string& name, const std::string& collar) {
    auto code = admin({"enrolment", "code", collar});
    code.pop_back();
    expect(name, {"enrol", "--server", "127.0.0.1:" + port, "--code", code, "--secret-cost", "light"});
    expect(name, {"sync"});
  }

  Output tablet(const std::string& name, std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.begin(),
                     {BEATBOOK_CLI, "--store", (directory / name).string(), "--secret-file", (directory / "secret").string()});
    return Process(arguments, directory.path(), input).wait();
  }
  // The same, and it must succeed.
  std::string expect(const std::string& name, std::vector<std::string> arguments, const std::string& input = {}) {
    const std::string what = arguments.front();
    const auto output = tablet(name, std::move(arguments), input);
    if (output.exit_code != 0)
      throw std::runtime_error(name + " " + what + ": exit " + std::to_string(output.exit_code) + "\n" + output.err);
    return output.out;
  }
  // The last id printed.
  std::string record(const std::string& name, const std::string& type, const nlohmann::json& json) {
    return last_id(expect(name, {"record", type}, json.dump()));
  }
  nlohmann::json sync(const std::string& name) { return nlohmann::json::parse(expect(name, {"sync", "--format", "json"})); }
  std::vector<nlohmann::json> list(const std::string& name, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"list", "--format", "json", "--limit", "100000"});
    std::vector<nlohmann::json> out;
    std::istringstream lines(expect(name, more));
    for (std::string line; std::getline(lines, line);) out.push_back(nlohmann::json::parse(line));
    return out;
  }
  nlohmann::json show(const std::string& name, const std::string& id) {
    return nlohmann::json::parse(expect(name, {"show", id, "--format", "json"}));
  }
  static std::string last_id(const std::string& text) {
    const auto at = text.rfind("{\"id\":\"");
    return at == std::string::npos ? "" : text.substr(at + 7, 36);
  }

  void start_shift(const std::string& name, const std::string& collar, const std::string& role = "OFC") {
    expect(name, {"shift", "start"},
           nlohmann::json{{"team", "Street safety"},
                          {"sergeant", "PS 77"},
                          {"officers", {{{"officer", collar}, {"role", role}}, {{"officer", "PC 9001"}, {"role", "OFC"}}}},
                          {"pairs", {{{"officers", {collar, "PC 9001"}}, {"mode", "UNIFORM_FOOT_PAIR"}}}},
                          {"planned_start", "now"},
                          {"planned_end", in_eight_hours()},
                          {"tier", "2"},
                          {"outreach_windows_read", true},
                          {"briefing_read", true}}
               .dump());
  }

  TemporaryDirectory directory;
  std::unique_ptr<Process> server;
  std::string port;
  bool archives = false;  // of the next serve()

 private:
  static std::string in_eight_hours() {
    const std::time_t then = std::time(nullptr) + 8 * 3600;
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S+00:00", std::gmtime(&then));
    return text;
  }
};

inline nlohmann::json sighting(const std::string& description) {
  return {{"envelope",
           {{"event_at", "now"},
            {"location", {{"street", "Snipe Walk"}, {"location_class", "NONRES"}}},
            {"bwv", {{"state", "NOT_FITTED"}}}}},
          {"subject_role", "EXR-PUR"},
          {"description", description},
          {"information_source", "OFFICER_SAW"}};
}

inline nlohmann::json welfare_contact(const std::string& street) {
  return {{"envelope",
           {{"event_at", "now"},
            {"location", {{"street", street}, {"location_class", "RES"}}},
            {"bwv", {{"state", "OFF_AT_REQUEST"}}}}},
          {"anonymous", true},
          {"immediate_need", false},
          {"contact_type", "WELFARE_CHECK"},
          {"spoken_to", true},
          {"exploitation_indicators", {"NONE"}},
          {"crime_disclosed", false},
          {"child_concern", "NO"},
          {"domestic_abuse_concern", false}};
}

}  // namespace beatbook::test
