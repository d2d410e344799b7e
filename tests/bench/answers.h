#pragma once
// What an officer waits for with a full store: the ladder of a person, the cards that may be of the same one, the checks of a form.
#include <cstddef>

namespace beatbook::bench {

// Makes a tablet of `people` cards and `entries` that name them, asks `asked` times each, and prints the 99th percentile beside
// that of bare SQLite reading as many rows of the same size. Minutes long for a million entries.
void bench_answers(size_t people, size_t entries, size_t asked);

}  // namespace beatbook::bench
