#pragma once
// `import --format calls-csv ...`: tables that others keep. Their columns are in the README beside.
#include <string>
#include <vector>

#include "app/commands/context.h"

namespace beatbook::app {

std::vector<std::string> intake_formats();
// All of the file, or nothing: then each wrong line is named on stderr.
void import_intake(Context& context, Tablet& tablet, const std::string& format, const std::string& text,
                   const std::string& operation);

}  // namespace beatbook::app
