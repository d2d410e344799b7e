#include "app/reports/police_uk_columns.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <optional>
#include <stdexcept>

#include "app/reports/approximate_location.h"
#include "schema/catalogue.h"
#include "schema/check.h"
#include "schema/text.h"
#include "schema/time.h"

namespace beatbook::app {

namespace {

using google::protobuf::FieldDescriptor;
using Reading = PoliceUkColumn::Reading;

const FieldDescriptor& field_of(const std::string& name) {
  const auto* field = v1::StopAndSearch::descriptor()->FindFieldByName(name);
  if (!field) throw std::logic_error("a stop and search has no field " + name);
  return *field;
}

class DateColumn : public PoliceUkColumn {
 public:
  using PoliceUkColumn::PoliceUkColumn;

  Reading read(std::string_view text, v1::StopAndSearch& search) const override {
    if (text.empty()) return Reading::known;
    const auto time = schema::read_local_time(text);
    if (!time) return Reading::unknown;
    auto* event_at = search.mutable_envelope()->mutable_event_at();
    event_at->set_utc_ms(time->utc_ms);
    event_at->set_offset_min(time->offset_min);
    return Reading::known;
  }
  std::string write(const v1::StopAndSearch& search) const override {
    if (!search.envelope().has_event_at()) return {};
    const auto& at = search.envelope().event_at();
    return schema::iso_utc({at.utc_ms(), at.offset_min()});
  }
};

// A code of a list. Words no list knows stay in the field as they are, and are written back so.
class CodeColumn : public PoliceUkColumn {
 public:
  CodeColumn(std::string name, const std::string& field, const schema::CodeLists& lists)
      : PoliceUkColumn(std::move(name)), field_(field_of(field)), list_(schema::meaning(field_).code_list()), lists_(lists) {}

  Reading read(std::string_view text, v1::StopAndSearch& search) const override {
    if (text.empty()) return Reading::known;
    const auto* code = lists_.from_police_uk(list_, text);
    search.GetReflection()->SetString(&search, &field_, code ? code->code : std::string(text));
    return code ? Reading::known : Reading::unknown;
  }
  std::string write(const v1::StopAndSearch& search) const override {
    const std::string value = search.GetReflection()->GetString(search, &field_);
    const auto* code = lists_.find(list_, value);
    if (!code) return value;
    return lists_.police_uk(list_, code->maps_to.empty() ? code->code : code->maps_to);
  }

 private:
  const FieldDescriptor& field_;
  std::string list_;
  const schema::CodeLists& lists_;
};

class AnswerColumn : public PoliceUkColumn {
 public:
  AnswerColumn(std::string name, const std::string& field) : PoliceUkColumn(std::move(name)), field_(field_of(field)) {}

  Reading read(std::string_view text, v1::StopAndSearch& search) const override {
    if (text.empty()) return Reading::known;
    if (text != "True" && text != "False") return Reading::unknown;
    search.GetReflection()->SetBool(&search, &field_, text == "True");
    return Reading::known;
  }
  std::string write(const v1::StopAndSearch& search) const override {
    const auto* reflection = search.GetReflection();
    if (!reflection->HasField(search, &field_)) return {};
    return reflection->GetBool(search, &field_) ? "True" : "False";
  }

 private:
  const FieldDescriptor& field_;
};

// Free text. What is longer than the field may be is not cut: the field stays empty.
class TextColumn : public PoliceUkColumn {
 public:
  TextColumn(std::string name, const std::string& field) : PoliceUkColumn(std::move(name)), field_(field_of(field)) {}

  Reading read(std::string_view text, v1::StopAndSearch& search) const override {
    if (text.empty()) return Reading::known;
    const size_t longest = schema::meaning(field_).max_length();
    if (longest > 0 && schema::count_characters(text) > longest) return Reading::unknown;
    search.GetReflection()->SetString(&search, &field_, std::string(text));
    return Reading::known;
  }
  std::string write(const v1::StopAndSearch& search) const override {
    return search.GetReflection()->GetString(search, &field_);
  }

 private:
  const FieldDescriptor& field_;
};

constexpr int e6 = 1'000'000;

// Millionths of a degree; digits behind the sixth are dropped. Nothing for what is no decimal number.
std::optional<int64_t> read_e6(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string fraction(point == std::string_view::npos ? std::string_view() : text.substr(point + 1));
  const auto digits = [](std::string_view s) { return s.find_first_not_of("0123456789") == std::string_view::npos; };
  if (whole.empty() || whole.size() > 3 || !digits(whole) || !digits(fraction)) return std::nullopt;
  fraction.resize(6, '0');
  int degrees = 0, parts = 0;
  std::from_chars(whole.data(), whole.data() + whole.size(), degrees);
  std::from_chars(fraction.data(), fraction.data() + fraction.size(), parts);
  const int64_t value = int64_t{degrees} * e6 + parts;
  return negative ? -value : value;
}

std::string write_e6(int32_t value) {
  return fmt::format("{}{}.{:06}", value < 0 ? "-" : "", std::abs(value / e6), std::abs(value % e6));
}

// Published coordinates are anonymised already; those captured on tablets are moved to the middle of their cell (PR-24).
class CoordinateColumn : public PoliceUkColumn {
 public:
  CoordinateColumn(std::string name, bool latitude) : PoliceUkColumn(std::move(name)), latitude_(latitude) {}

  Reading read(std::string_view text, v1::StopAndSearch& search) const override {
    if (text.empty()) return Reading::known;
    const auto value = read_e6(text);
    const int64_t limit = (latitude_ ? 90 : 180) * int64_t{e6};
    if (!value || *value > limit || *value < -limit) return Reading::unknown;
    auto* location = search.mutable_envelope()->mutable_location();
    latitude_ ? location->set_latitude_e6(static_cast<int32_t>(*value))
              : location->set_longitude_e6(static_cast<int32_t>(*value));
    return Reading::known;
  }
  std::string write(const v1::StopAndSearch& search) const override {
    const auto& at = search.envelope().location();
    if (schema::is_imported(search)) {
      if (!(latitude_ ? at.has_latitude_e6() : at.has_longitude_e6())) return {};
      return write_e6(latitude_ ? at.latitude_e6() : at.longitude_e6());
    }
    if (!at.has_latitude_e6() || !at.has_longitude_e6()) return {};
    const auto cell = approximate({at.latitude_e6(), at.longitude_e6()});
    return write_e6(latitude_ ? cell.latitude_e6 : cell.longitude_e6);
  }

 private:
  bool latitude_;
};

}  // namespace

std::vector<std::unique_ptr<PoliceUkColumn>> police_uk_columns(const schema::CodeLists& lists) {
  std::vector<std::unique_ptr<PoliceUkColumn>> columns;
  const auto code = [&](const char* name, const char* field) {
    columns.push_back(std::make_unique<CodeColumn>(name, field, lists));
  };
  code("Type", "searched");
  columns.push_back(std::make_unique<DateColumn>(std::string(date_column)));
  columns.push_back(std::make_unique<AnswerColumn>("Part of a policing operation", "part_of_operation"));
  columns.push_back(std::make_unique<TextColumn>("Policing operation", "policing_operation"));
  columns.push_back(std::make_unique<CoordinateColumn>("Latitude", true));
  columns.push_back(std::make_unique<CoordinateColumn>("Longitude", false));
  code("Gender", "gender");
  code("Age range", "age_range");
  code("Self-defined ethnicity", "self_defined_ethnicity");
  code("Officer-defined ethnicity", "officer_defined_ethnicity");
  code("Legislation", "search_power");
  code("Object of search", "object_of_search");
  code("Outcome", "outcome");
  code("Outcome linked to object of search", "outcome_linked");
  columns.push_back(
      std::make_unique<AnswerColumn>("Removal of more than just outer clothing", "more_than_outer_clothing_removed"));
  return columns;
}

}  // namespace beatbook::app
