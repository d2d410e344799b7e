#pragma once
// Real processes for end-to-end tests: run a program to its end, or keep one running and kill it.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace beatbook::test {

struct Output {
  int exit_code = -1;
  std::string out, err;
};

inline std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Process {
 public:
  // Starts `arguments[0]`; standard input comes from `input`, output goes to files of `directory`.
  Process(const std::vector<std::string>& arguments, const std::filesystem::path& directory, const std::string& input = {}) {
    static int counter = 0;
    const auto stem = directory / ("process-" + std::to_string(++counter));
    out_ = stem.string() + ".out";
    err_ = stem.string() + ".err";
    const auto in = stem.string() + ".in";
    std::ofstream(in, std::ios::binary) << input;
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("fork failed");
    if (pid_ > 0) return;
    const int files[] = {open(in.c_str(), O_RDONLY), open(out_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600),
                         open(err_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600)};
    for (int i = 0; i < 3; ++i) dup2(files[i], i);
    std::vector<char*> argv;
    for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    execv(argv[0], argv.data());
    _exit(127);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() { stop(SIGKILL); }

  // Kills it after `seconds`, and says so among its errors: a test that waits for ever says nothing.
  Output wait(int seconds = 120) {
    int status = 0;
    bool late = false;
    if (pid_ > 0) {
      const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
      auto pause = std::chrono::microseconds(200);
      while (waitpid(pid_, &status, WNOHANG) == 0) {
        late = std::chrono::steady_clock::now() > end;
        if (late) kill(pid_, SIGKILL);
        std::this_thread::sleep_for(pause);
        pause = std::min(2 * pause, std::chrono::microseconds(10'000));
      }
    }
    pid_ = -1;
    const auto said = contents(err_) + (late ? "\nkilled: it did not end within " + std::to_string(seconds) + " s" : "");
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), contents(out_), said};
  }
  // Exit code, or 128 + the signal.
  int stop(int signal) {
    if (pid_ <= 0) return 0;
    kill(pid_, signal);
    return wait().exit_code;
  }

 private:
  pid_t pid_ = -1;
  std::string out_, err_;
};

// True as soon as `ready()` is, false after ten seconds.
template <class Ready>
bool soon(Ready&& ready) {
  for (int i = 0; i < 500; ++i) {
    if (ready()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

}  // namespace beatbook::test
