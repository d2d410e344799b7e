#pragma once
// What the walk asks of every page. Each check answers with what it found wrong, a sentence a finding, and nothing when all is
// well. The limits are those of the look: targets, contrast 7:1, and what a screen may shine at night.
#include <QString>
#include <filesystem>
#include <vector>

namespace beatbook::test::walker {

class Scene;

struct Finding {
  QString check;  // "cut", "overlap", "target", "name", "hide", "contrast", "night", "literal"
  QString what;

  bool operator==(const Finding&) const = default;
  auto operator<=>(const Finding& other) const {
    const int by = QString::compare(check, other.check);
    const int then = by != 0 ? by : QString::compare(what, other.what);
    return then <=> 0;
  }
};
using Findings = std::vector<Finding>;

inline void append(Findings& to, Findings more) { to.insert(to.end(), more.begin(), more.end()); }

// Text that is elided, taller or wider than its box, outside what can be scrolled to, or under something painted over it.
Findings cut_texts(const Scene& scene);
// Two texts on the same pixels.
Findings overlapping_texts(const Scene& scene);
// What is touched and is under 48 px, or under what the look asks of its kind.
Findings small_targets(const Scene& scene);
// A control without a name, without a press action, or out of reach of the Tab key.
Findings nameless_controls(const Scene& scene);
// No control that hides the page at a touch. Asked of pages behind the lock alone, so not one of shape_of.
Findings missing_hide(const Scene& scene);
// Text under 7:1 against the ground it is really painted on.
Findings faint_texts(const Scene& scene);
// A pixel over relative luminance 0.42, a page whose mean is over 0.04, or blue over 0.72 of red where luminance is over 0.05.
Findings bright_pixels(const Scene& scene);
// Colours and sizes of text written in QML outside Theme.qml and IconPaths.qml. Throws std::runtime_error if a file cannot be
// read.
Findings literal_colours(const std::filesystem::path& folder);

// All that is asked of a page's shape, and of its colours.
Findings shape_of(const Scene& scene);
Findings colours_of(const Scene& scene, bool night);

}  // namespace beatbook::test::walker
