#pragma once
// What the program was asked for beside Catch's own options.
#include <string>

namespace beatbook::test::walker {

struct Options {
  std::string out;        // --out DIR: a picture of every case and contact sheets go there
  std::string page;       // --page NAME: only this page
  bool all = false;       // --long: every page, theme, size and size of text
  bool pictures = false;  // --pictures: only pictures, by day and by night, in the usual size of text; with --long also in the
                          // largest, and of the forms on the desk
};
Options& options();

}  // namespace beatbook::test::walker
