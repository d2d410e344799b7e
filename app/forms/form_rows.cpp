// The rows of one part, with what the last check says of them.
#include <fmt/format.h>

#include <algorithm>

#include "app/forms/envelope.h"
#include "app/forms/field_options.h"
#include "app/forms/field_path.h"
#include "app/forms/field_words.h"
#include "app/forms/form_page.h"
#include "schema/check.h"
#include "schema/code_lists.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

using nlohmann::json;

constexpr uint32_t longest_reason = 500;  // characters; the header holds 512 bytes

// No entry of its own: made with the record that names it.
bool is_card(const std::string& type) {
  const auto* found = schema::find_type(type);
  return found && !has_envelope(*found);
}

class RowBuilder {
 public:
  RowBuilder(const FormState& state, const PartState& part) : state_(state), part_(part) {
    if (part.kind == PartState::Kind::attached) attaching_ = attaching_field(part.plan->type());
  }

  // `needed`: the block they stand in is required or begun, so what it requires is.
  void fields(std::span<const PlannedField> planned, const std::string& prefix, int depth, bool needed) {
    for (const auto& field : planned) {
      const auto path = prefix + field.name();
      if (field.field == attaching_ || !is_shown(part_, field, path) || unreadable(field, path)) continue;
      if (nothing_to_choose(state_, part_, field, path)) continue;
      one(field, path, depth + field.depth, needed);
    }
  }

  std::vector<FormField> rows;

 private:
  static std::string beside_of(std::string_view path, const std::string& name) {
    const auto outer = outer_of(path);
    return outer.empty() ? name : std::string(outer) + "." + name;
  }

  // A correction shows what others recorded, and not what it may neither show nor change.
  bool unreadable(const PlannedField& field, const std::string& path) const {
    if (!is_read_only(field, path)) return false;
    const auto* value = value_at(part_.values, path);
    return !value || is_empty(*value);
  }
  bool is_read_only(const PlannedField& field, const std::string& path) const {
    return path.find('.') == path.npos && part_.read_only.contains(field.field->number());
  }

  void one(const PlannedField& field, const std::string& path, int depth, bool needed) {
    bool shared = false;
    const auto* value = value_of(state_, part_, path, &shared);
    const bool required = needed && (field.said().required() || part_.asked.needed.contains(path));
    if (!field.is_block()) {
      push(field, path, depth, required, shared, value);
      if (field.is_list_of_blocks() && value && value->is_array()) blocks(field, path, depth, value->size(), shared);
      return;
    }
    if (field.headed) push(field, path, depth, required, shared, value);
    const bool begun = required || (value && !is_empty(*value));
    const bool locked = std::exchange(read_only_, read_only_ || is_read_only(field, path));
    fields(field.fields, path + ".", depth, begun);
    read_only_ = locked;
  }

  void blocks(const PlannedField& field, const std::string& path, int depth, size_t size, bool shared) {
    const bool locked = std::exchange(read_only_, read_only_ || is_read_only(field, path));
    for (size_t i = 0; i < size; ++i) {
      const auto at = fmt::format("{}[{}]", path, i);
      const auto heading = rows.size();
      push(field, at, depth, false, shared, value_of(state_, part_, at));
      rows[heading].control = Control::block;
      rows[heading].label = fmt::format("{} {}", label_of_one(*field.field), i + 1);
      rows[heading].hint.clear();
      fields(field.fields, at + ".", depth, true);
      const auto named = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(heading) + 1, rows.end(),
                                      [](const FormField& row) { return !row.words.empty(); });
      if (named != rows.end()) rows[heading].words = named->words;
    }
    read_only_ = locked;
  }

  void push(const PlannedField& field, const std::string& path, int depth, bool required, bool shared, const json* value) {
    const auto& said = field.said();
    FormField row;
    row.path = full_path(part_.label, path);
    row.part = part_.label;
    row.section = field.section;
    row.control = field.control;
    row.label = schema::label(part_.plan->type(), path);
    row.hint = said.hint();
    if (field.is_list_of_blocks()) row.one = label_of_one(*field.field);
    if (!said.beside().empty()) row.beside = full_path(part_.label, beside_of(path, said.beside()));
    row.code_list = said.code_list();
    row.depth = depth;
    row.required = required;
    row.read_only = read_only_ || is_read_only(field, path);
    row.shared = shared;
    row.keyboard = field.keyboard;
    row.visibility = schema::class_name(said.visibility());
    row.options = options_of(state_, part_, field, path);
    // What the operation lists is chosen; what it does not list is typed.
    const bool typed = row.control == Control::line || row.control == Control::lines;
    if (typed && !row.options->empty()) row.control = choice_among(*row.options, field.field->is_repeated());
    row.min_length = said.min_length();
    row.max_length = said.max_length();
    row.minimum = said.minimum();
    row.maximum = said.maximum();
    row.references = field.references;
    std::copy_if(field.references.begin(), field.references.end(), std::back_inserter(row.makes), is_card);
    fill_in(row, field, value);
    rows.push_back(std::move(row));
  }

  void fill_in(FormField& row, const PlannedField& field, const json* value) const {
    row.empty = !value || (field.is_list_of_blocks() ? value->empty() : is_empty(*value));
    if (!value || field.is_block() || field.is_list_of_blocks()) return;
    row.value = *value;
    if (value->is_string()) row.length = static_cast<uint32_t>(schema::count_characters(value->get_ref<const std::string&>()));
    if (field.control == Control::references) {
      row.options = names_of(state_, *value);
      for (const auto& record : *row.options) row.words += (row.words.empty() ? "" : ", ") + record.label;
    } else {
      row.words =
          field.control == Control::reference ? reference_words(state_, *value) : words_of(*field.field, *value, time_shown());
    }
  }

  // What is written now happened today; a correction says the day.
  int64_t time_shown() const { return state_.purpose == FormPurpose::record ? state_.situation.now_ms : 0; }

  const FormState& state_;
  const PartState& part_;
  const schema::FieldDescriptor* attaching_ = nullptr;
  bool read_only_ = false;
};

// The row a path speaks of: itself, what it lies in, or the first of what lies in it.
FormField* row_at(std::vector<FormField>& rows, const std::string& full, std::string_view path) {
  const auto with_path = [&](std::string_view wanted) {
    return std::find_if(rows.begin(), rows.end(), [&](const FormField& row) { return split_path(row.path).path == wanted; });
  };
  for (auto outer = path; !outer.empty(); outer = outer_of(outer)) {
    if (const auto found = with_path(outer); found != rows.end()) return &*found;
  }
  const auto inner = std::find_if(rows.begin(), rows.end(), [&](const FormField& row) { return is_within(row.path, full); });
  return path.empty() || inner == rows.end() ? nullptr : &*inner;
}

bool is_touched(const FormState& state, const FormField& row) { return state.all_touched || state.touched.contains(row.path); }

void take_errors(const FormState& state, const PartState& part, std::vector<FormField>& rows,
                 std::vector<FormProblem>& problems) {
  const auto& first = state.parts.front().errors;
  for (const auto& error : part.errors) {
    auto* row = row_at(rows, full_path(part.label, error.field), error.field);
    if (!row) {
      problems.push_back({part.label, error.message});
      continue;
    }
    const auto same = [&](const schema::FieldError& other) { return other.field == error.field; };
    if (row->shared && std::any_of(first.begin(), first.end(), same)) continue;  // mended where it was said
    if (row->wrong) continue;
    row->wrong = true;
    row->required |= row->empty && row->control != Control::block;
    if (is_touched(state, *row)) row->error = error.message;
  }
}

}  // namespace

namespace {

// What stands in the row of another field is told with it: "22:38, about".
void tell_together(std::vector<FormField>& rows) {
  for (const auto& row : rows) {
    if (row.beside.empty() || row.empty || goes_without_saying(row)) continue;
    for (auto& host : rows) {
      if (host.path == row.beside && !host.empty) host.words += ", " + schema::in_sentence(row.words);
    }
  }
}

}  // namespace

std::vector<FormField> rows_of(const FormState& state, const PartState& part, std::vector<FormProblem>& problems) {
  RowBuilder builder(state, part);
  builder.fields(part.plan->fields(), "", 0, true);
  auto rows = std::move(builder.rows);
  tell_together(rows);
  take_errors(state, part, rows, problems);
  for (auto& row : rows) {
    // Known before any check, and of a correction only by the check: what it does not change may be as it was.
    const bool fillable = !is_heading(row.control) || row.control == Control::blocks;
    if (row.required && row.empty && fillable && !row.wrong && !row.shared && state.purpose == FormPurpose::record) {
      row.wrong = true;
      const auto* field = part.plan->find(split_path(row.path).path);
      if (is_touched(state, row)) row.error = schema::missing_message(*field->field);
    }
    row.offer = offer_at(state, part, row);
  }
  for (const auto& notice : part.notices) {
    if (auto* row = row_at(rows, full_path(part.label, notice.field), notice.field)) row->notice = notice.message;
  }
  for (const auto& remark : part.label.empty() ? state.remarks : std::vector<FieldRemark>()) {
    if (auto* row = row_at(rows, remark.field, remark.field)) row->remark = remark.text;
  }
  return rows;
}

std::vector<FormField> reason_rows(const FormState& state) {
  const auto& list = *schema::CodeLists::in_force().find("amendment_reason");
  Options options;
  for (const auto& code : list.codes) options.push_back({code.code, code.label, false, {}});
  FormField code;
  code.path = full_path(reason_label, "code");
  code.part = reason_label;
  code.section = "Correction";
  code.control = Control::tiles;
  code.label = list.label;
  code.hint = "The first version stays visible";
  code.code_list = list.name;
  code.keyboard = "text";
  code.options = OptionList(std::move(options));
  code.required = state.needs_reason;
  code.empty = state.reason.code.empty();
  if (!code.empty) code.value = state.reason.code;
  code.words = code.empty ? "" : schema::CodeLists::in_force().label(list.name, state.reason.code);
  code.wrong = code.required && code.empty;
  if (code.wrong && is_touched(state, code)) code.error = "Choose why you correct this.";

  FormField text = code;
  text.path = full_path(reason_label, "text");
  text.control = Control::area;
  text.label = "In plain words";
  text.hint.clear();
  text.code_list.clear();
  text.options = {};
  text.required = false;
  text.max_length = longest_reason;
  text.empty = schema::tidy(state.reason.text).empty();
  text.value = text.empty ? json() : json(state.reason.text);
  text.words = schema::tidy(state.reason.text);
  text.length = static_cast<uint32_t>(schema::count_characters(state.reason.text));
  text.wrong = false;
  text.error.clear();
  for (const auto& error : state.reason_errors) {
    if (error.field != "reason_text") continue;
    text.wrong = true;
    if (is_touched(state, text)) text.error = error.message;
  }
  return {std::move(code), std::move(text)};
}

}  // namespace beatbook::app
