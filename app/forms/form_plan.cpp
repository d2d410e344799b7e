#include "app/forms/form_plan.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>

#include "app/forms/envelope.h"
#include "app/forms/field_path.h"
#include "rules/conditions.h"
#include "schema/code_lists.h"
#include "schema/local_time_field.h"

namespace beatbook::app {

namespace {

using schema::FieldDescriptor;

constexpr size_t most_segments = 4, most_tiles = 8;
constexpr uint32_t longest_line = 60;         // of narrative; what is longer is an area
constexpr uint32_t longest_plain_line = 120;  // of a name, a street
constexpr int64_t highest_step = 99;

// What can be entered of a list in this type of record: first what this record begins with, then what is common, each in the
// order of the list.
OptionList options_of(const std::string& list, const schema::RecordType& type) {
  if (list.empty()) return {};
  const auto& packs = schema::CodeLists::in_force();
  std::array<Options, 3> ranks;
  for (const auto& code : packs.find(list)->codes) {
    const auto only_in = code.entry.value("only_in", "");
    if (packs.refusal(list, code.code) || (!only_in.empty() && only_in != type.name)) continue;
    const bool first = code.entry.value("first_in", "") == type.name;
    const size_t rank = first ? 0 : code.entry.value("common", false) ? 1 : 2;
    ranks[rank].push_back({code.code, code.label, code.hidden, code.message});
  }
  Options out;
  for (auto& rank : ranks) std::move(rank.begin(), rank.end(), std::back_inserter(out));
  return OptionList(std::move(out));
}

Control control_of_text(const v1::FieldMeaning& said) {
  if (said.format() == "VRM") return Control::plate;
  if (said.format() == "COLLAR_NUMBER") return Control::officer;
  if (said.format() == "SERVICE") return Control::named;
  if (said.format().starts_with("DATE")) return Control::date;
  const auto longest = said.plain_language() ? longest_line : longest_plain_line;
  return said.max_length() != 0 && said.max_length() <= longest ? Control::line : Control::area;
}

Control control_of(const FieldDescriptor& field, const Options& options) {
  const auto& said = schema::meaning(field);
  if (field.message_type()) {
    if (schema::is_local_time(field.message_type())) return Control::moment;
    return field.is_repeated() ? Control::blocks : Control::group;
  }
  const bool codes = !said.code_list().empty();
  if (field.type() == FieldDescriptor::TYPE_BYTES) return field.is_repeated() ? Control::references : Control::reference;
  if (field.is_repeated()) {
    return codes ? choice_among(options, true) : said.format() == "COLLAR_NUMBER" ? Control::officers : Control::lines;
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return said.tick() ? Control::tick : Control::yes_no;
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) return codes ? choice_among(options, false) : control_of_text(said);
  if (said.measured()) return Control::measure;
  return said.maximum() > 0 && said.maximum() <= highest_step ? Control::stepper : Control::number;
}

std::string keyboard_of(const FieldDescriptor& field, Control control) {
  static const std::map<std::string_view, std::string> by_format{
      {"VRM", "plate"},    {"COLLAR_NUMBER", "collar"}, {"PHONE", "phone"}, {"POSTCODE", "postcode"},
      {"OS_GRID", "grid"}, {"DATE_OF_BIRTH", "date"},   {"DATE", "date"},   {"NAME", "name"},
      {"BEAT", "beat"}};
  if (control == Control::number || control == Control::stepper) return "number";
  const auto found = by_format.find(schema::meaning(field).format());
  return found == by_format.end() ? "text" : found->second;
}

std::vector<std::string> split(const std::string& names) {
  std::vector<std::string> out;
  for (size_t at = 0; at < names.size();) {
    const auto end = std::min(names.find('|', at), names.size());
    out.push_back(names.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// A person can say something here.
bool is_asked(const FieldDescriptor& field) {
  const auto& said = schema::meaning(field);
  if (said.automatic()) return false;
  if (field.type() != FieldDescriptor::TYPE_BYTES) return true;
  return !said.references().empty() && said.references() != "*";
}

class Planner {
 public:
  explicit Planner(const schema::RecordType& type) : type_(type) {}

  std::vector<PlannedField> fields(const schema::Descriptor& message, const std::string& section, bool in_list) {
    std::vector<PlannedField> out;
    for (int i = 0; i < message.field_count(); ++i) {
      if (is_asked(*message.field(i))) out.push_back(planned(*message.field(i), section, in_list));
    }
    return in_order(std::move(out));
  }

 private:
  PlannedField planned(const FieldDescriptor& field, const std::string& section, bool in_list) {
    PlannedField out;
    out.field = &field;
    const auto& said = schema::meaning(field);
    out.section = said.section().empty() || in_list ? section : said.section();
    out.options = options_of(said.code_list(), type_);
    out.control = control_of(field, *out.options);
    out.keyboard = keyboard_of(field, out.control);
    out.references = split(said.references());
    out.shared = field.containing_type() == v1::Envelope::descriptor() && !said.plain_language();
    if (out.control != Control::group && out.control != Control::blocks) return out;
    out.fields = fields(*field.message_type(), out.section, in_list || out.control == Control::blocks);
    const auto names_section = [](const PlannedField& inner) { return !inner.said().section().empty(); };
    out.headed = std::none_of(out.fields.begin(), out.fields.end(), names_section);
    return out;
  }

  static std::string_view opener_of(const PlannedField& field) {
    const auto& said = field.said();
    const auto& name = said.asked_when().empty() ? said.required_when() : said.asked_when();
    return field.hides() ? rules::conditions().at(name).opened_by : std::string_view();
  }

  // What an answer opens stands right behind it and one step deeper.
  static std::vector<PlannedField> in_order(std::vector<PlannedField> out) {
    for (size_t i = 0; i < out.size();) {
      const auto opener = opener_of(out[i]);
      const auto is_opener = [&](const PlannedField& f) { return f.name() == opener; };
      if (opener.empty() || out[i].depth > 0 || std::none_of(out.begin(), out.end(), is_opener)) {
        ++i;
        continue;
      }
      auto opened = std::move(out[i]);
      out.erase(out.begin() + static_cast<std::ptrdiff_t>(i));
      const auto at = std::find_if(out.begin(), out.end(), is_opener);
      opened.depth = at->depth + 1;
      auto behind = at + 1;
      while (behind != out.end() && behind->depth > at->depth) ++behind;
      if (behind <= out.begin() + static_cast<std::ptrdiff_t>(i)) ++i;
      out.insert(behind, std::move(opened));
    }
    return out;
  }

  const schema::RecordType& type_;
};

void add_sections(std::span<const PlannedField> fields, std::vector<std::string>& out) {
  for (const auto& field : fields) {
    const bool known = std::find(out.begin(), out.end(), field.section) != out.end();
    if (!known && (!field.is_block() || field.headed)) out.push_back(field.section);
    if (field.is_block()) add_sections(field.fields, out);
  }
}

}  // namespace

std::string_view name(Control control) {
  constexpr std::array names{"segmented", "tiles",    "more",      "chips",      "yes_no", "tick",   "stepper", "number",
                             "measure",   "line",     "area",      "lines",      "plate",  "date",   "moment",  "officer",
                             "named",     "officers", "reference", "references", "group",  "blocks", "block"};
  return names.at(static_cast<size_t>(control));
}

Control choice_among(const Options& options, bool several) {
  if (several) return Control::chips;
  const bool on_demand = std::any_of(options.begin(), options.end(), [](const Option& option) { return option.hidden; });
  if (on_demand || options.size() > most_tiles) return Control::more;
  return options.size() > most_segments ? Control::tiles : Control::segmented;
}

bool PlannedField::is_typed() const {
  switch (control) {
    case Control::line:
    case Control::area:
    case Control::lines:
    case Control::number:
    case Control::plate:
    case Control::date:
    case Control::moment:
    case Control::officer:
    case Control::officers:
    case Control::named:
      return true;
    default:
      return false;
  }
}

FormPlan::FormPlan(const schema::RecordType& type) : type_(&type) {
  fields_ = Planner(type).fields(*type.descriptor, type.meaning->label(), false);
  sections_.assign(type.meaning->sections().begin(), type.meaning->sections().end());
  add_sections(fields_, sections_);
  for (const auto& other : schema::record_types()) {
    const auto* names = attaching_field(other);
    if (names && schema::meaning(*names).references() == type.name) attachable_.push_back(other.name);
  }
}

const FormPlan& FormPlan::of(const schema::RecordType& type) {
  using Plans = std::map<const schema::RecordType*, FormPlan>;
  // By the packs they offer codes of; a form that is open keeps the plan it began with.
  static std::mutex turn;
  static std::map<const schema::CodeLists*, Plans> all;
  const std::lock_guard guard(turn);
  auto& plans = all[&schema::CodeLists::in_force()];
  if (plans.empty()) {
    for (const auto& known : schema::record_types()) plans.emplace(&known, known);
  }
  return plans.at(&type);
}

const PlannedField* FormPlan::find(std::string_view path) const {
  std::span<const PlannedField> fields = fields_;
  const PlannedField* found = nullptr;
  auto rest = without_indices(path);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('.'), rest.size());
    const auto at = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.name() == rest.substr(0, end); });
    if (at == fields.end()) return nullptr;
    found = &*at;
    fields = at->fields;
    rest = end == rest.size() ? std::string() : rest.substr(end + 1);
  }
  return found;
}

const FieldDescriptor* attaching_field(const schema::RecordType& type) {
  const auto* first = type.descriptor->FindFieldByNumber(1);
  if (!first || has_envelope(type) || schema::meaning(*first).automatic() || !schema::meaning(*first).required())
    return nullptr;
  const auto& references = schema::meaning(*first).references();
  return schema::find_type(references) ? first : nullptr;
}

}  // namespace beatbook::app
