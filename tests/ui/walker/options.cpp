#include "ui/walker/options.h"

namespace beatbook::test::walker {

Options& options() {
  static Options given;
  return given;
}

}  // namespace beatbook::test::walker
