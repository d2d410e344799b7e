#pragma once
// The fifteen columns of the monthly stop-and-search file as data.police.uk publishes it, each with its two directions between
// text and v1.StopAndSearch. Reading a text and writing it again need not give the same text (52.5 becomes 52.500000): who must
// give back what was read keeps it in `source_columns`, see police_uk_csv.h.
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "beatbook/v1/records/stop_and_search.pb.h"
#include "schema/code_lists.h"

namespace beatbook::app {

class PoliceUkColumn {
 public:
  enum class Reading {
    known,    // blank, or a value of our fields
    unknown,  // no word, number or answer we know; what the field can hold of it is in the field
  };

  explicit PoliceUkColumn(std::string name) : name_(std::move(name)) {}
  virtual ~PoliceUkColumn() = default;
  const std::string& name() const { return name_; }

  // Fills its field of `search`, whose field is empty. A blank text leaves it empty.
  virtual Reading read(std::string_view text, v1::StopAndSearch& search) const = 0;
  // The published text of its field; blank when it is empty or has none.
  virtual std::string write(const v1::StopAndSearch& search) const = 0;

 private:
  std::string name_;
};

inline constexpr std::string_view date_column = "Date";

// In the order they are published. `lists` must outlive them.
std::vector<std::unique_ptr<PoliceUkColumn>> police_uk_columns(const schema::CodeLists& lists);

}  // namespace beatbook::app
