#include "app/forms/form_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/forms/field_path.h"
#include "app/forms/field_words.h"
#include "rules/access.h"
#include "schema/code_lists.h"
#include "schema/text.h"

namespace beatbook::app {

namespace {

constexpr size_t longest_piece = 40, longest_summary = 120;

bool in_one_matrix(const FormField& a, const FormField& b) {
  return a.control == Control::segmented && b.control == Control::segmented && a.code_list == b.code_list &&
         a.depth == b.depth && outer_of(a.path) == outer_of(b.path);
}

void find_matrices(std::span<FormField> rows) {
  for (size_t i = 0; i + 1 < rows.size(); ++i) {
    if (!in_one_matrix(rows[i], rows[i + 1])) continue;
    if (rows[i].matrix.empty()) rows[i].matrix = rows[i].path;
    rows[i + 1].matrix = rows[i].matrix;
  }
}

class Layout {
 public:
  explicit Layout(const FormState& state) : state_(state), sent_(sent_parts(state)) {}

  FormPage page;

  void all() {
    for (const auto* part : sent_) this->part(*part);
    // Why comes after what: nobody knows the reason of a correction that is not made yet.
    if (state_.purpose == FormPurpose::amend) section(reason_rows(state_), std::string(reason_label), "Correction");
    if (state_.refused && !is_only_opened()) refuse(*state_.refused);
    list_parts();
  }

 private:
  void part(const PartState& part) {
    if (!laid_.insert(part.label).second) return;
    auto rows = rows_of(state_, part, page.problems);
    for (const auto& title : part.plan->sections()) {
      std::vector<FormField> here;
      for (auto& row : rows) {
        if (row.section == title) here.push_back(std::move(row));
      }
      if (here.empty()) continue;
      const auto named = named_in(here);
      section(std::move(here), part.label, title);
      for (const auto& label : named) {
        if (const auto* card = sent(label)) this->part(*card);
      }
    }
    const auto own_label = part.label.empty() ? std::string(main_label) : part.label;
    for (const auto* other : sent_) {
      if (other->kind != PartState::Kind::attached) continue;
      const auto* names = value_at(other->values, attaching_field(other->plan->type())->name());
      if (names && named_label(*names) == own_label) this->part(*other);
    }
  }

  static std::vector<std::string> named_in(std::span<const FormField> rows) {
    std::vector<std::string> out;
    for (const auto& row : rows) {
      if (row.control != Control::reference && row.control != Control::references) continue;
      for (const auto& value : row.value.is_array() ? row.value : nlohmann::json::array({row.value})) {
        if (const auto label = named_label(value); !label.empty()) out.emplace_back(label);
      }
    }
    return out;
  }

  const PartState* sent(const std::string& label) const {
    const auto found = std::find_if(sent_.begin(), sent_.end(), [&](const auto* part) { return part->label == label; });
    return found == sent_.end() ? nullptr : *found;
  }

  void section(std::vector<FormField> rows, const std::string& part, const std::string& title) {
    find_matrices(rows);
    FormSection out;
    out.part = part;
    out.title = title;
    out.first = page.fields.size();
    out.count = rows.size();
    out.shared = std::all_of(rows.begin(), rows.end(), [](const FormField& row) { return row.shared; });
    out.summary = summary_of(rows);
    for (auto& row : rows) {
      if (row.required && !row.shared && !is_heading(row.control)) {
        ++out.asked;
        out.done += !row.wrong && !row.empty;
      }
      if (row.wrong) ++(row.empty ? out.to_fill : out.to_fix);
      page.fields.push_back(std::move(row));
    }
    page.progress.asked += out.asked;
    page.progress.done += out.done;
    page.progress.to_fill += out.to_fill;
    page.progress.to_fix += out.to_fix;
    page.sections.push_back(std::move(out));
  }

  // A correction that says nothing yet is no fault before somebody saves it.
  bool is_only_opened() const {
    return state_.purpose == FormPurpose::amend && !state_.all_touched && patch_of(state_, state_.parts.front()).empty();
  }

  void refuse(const Failure& refused) {
    if (refused.fields.empty()) return page.problems.push_back({{}, refused.message});
    for (const auto& error : refused.fields) page.problems.push_back({{}, error.message});
  }

  void list_parts() {
    for (const auto& part : state_.parts) {
      FormPart out;
      out.label = part.label;
      out.type = part.plan->type().name;
      out.title = part_title(part);
      out.sent = sent(part.label) != nullptr;
      out.removable = !part.label.empty();
      const auto attachable = part.plan->attachable();
      if (state_.purpose == FormPurpose::record) {
        out.attachable.assign(attachable.begin(), attachable.end());
        if (part.label.empty()) add_entries(part, out.attachable);
      }
      page.parts.push_back(std::move(out));
    }
  }

  // Entries of the same encounter, each once: they are one save, and one unit of counting.
  void add_entries(const PartState& main, std::vector<std::string>& out) const {
    constexpr std::array begin{"stop_check_person", "stop_check_vehicle", "stop_and_search", "official_warning", "arrest"};
    constexpr std::array join{"stop_and_search", "official_warning", "referral", "arrest", "vehicle_seizure"};
    if (std::find(begin.begin(), begin.end(), main.plan->type().name) == begin.end()) return;
    for (const char* name : join) {
      const bool there = std::any_of(state_.parts.begin(), state_.parts.end(),
                                     [&](const PartState& part) { return part.plan->type().name == name; });
      const auto* type = schema::find_type(name);
      if (!there && rules::may_author(state_.situation.officer.role, *type)) out.emplace_back(name);
    }
  }

  const FormState& state_;
  std::vector<const PartState*> sent_;
  std::set<std::string> laid_;
};

std::string shortened(std::string text, size_t longest) {
  if (schema::count_characters(text) <= longest) return text;
  size_t end = 0;
  for (size_t characters = 0; end < text.size(); ++end) {
    if ((text[end] & 0xc0) != 0x80 && characters++ == longest) break;
  }
  return text.substr(0, end) + "...";
}

std::string piece_of(const FormField& row) {
  if (row.value.is_boolean()) {
    const auto said = schema::in_sentence(row.label);
    return row.value.get<bool>() ? said : said + ": no";
  }
  if (row.value.is_number()) return schema::in_sentence(row.label) + " " + row.words;
  return shortened(row.words, longest_piece);
}

// "All OK", "insurance check OK, MOT check Fail".
std::string matrix_piece(std::span<const FormField> rows) {
  const bool all_same =
      std::all_of(rows.begin(), rows.end(), [&](const FormField& row) { return !row.empty && row.words == rows[0].words; });
  if (all_same) return "all " + rows[0].words;
  std::string out;
  for (const auto& row : rows) {
    if (!row.empty) out += (out.empty() ? "" : ", ") + schema::in_sentence(row.label) + " " + row.words;
  }
  return out;
}

}  // namespace

bool goes_without_saying(const FormField& row) {
  if (!row.value.is_string() || row.code_list.empty()) return false;
  const auto* code = schema::CodeLists::in_force().find(row.code_list, row.value.get_ref<const std::string&>());
  return code && code->entry.value("default", false);
}

std::string summary_of(std::span<const FormField> rows) {
  std::string out;
  for (size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    std::string piece;
    if (!row.matrix.empty()) {
      size_t end = i;
      while (end < rows.size() && rows[end].matrix == row.matrix) ++end;
      piece = matrix_piece(rows.subspan(i, end - i));
      i = end - 1;
    } else if (!row.empty && !is_heading(row.control) && row.control != Control::measure && row.beside.empty() &&
               !goes_without_saying(row)) {
      piece = piece_of(row);
    }
    if (!piece.empty()) out += (out.empty() ? "" : ", ") + piece;
  }
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return shortened(std::move(out), longest_summary);
}

std::string part_title(const PartState& part) {
  const auto& type = part.plan->type();
  if (part.kind == PartState::Kind::entry) return schema::short_label(type);
  auto title = "New " + schema::label_in_sentence(*type.descriptor);
  for (const auto& field : part.plan->fields()) {
    if (field.control != Control::line && field.control != Control::plate) continue;
    const auto* value = value_at(part.values, field.name());
    if (value && value->is_string() && !is_empty(*value)) return title + ": " + words_of(*field.field, *value);
  }
  return title;
}

std::string reference_words(const FormState& state, const nlohmann::json& value) {
  if (const auto label = named_label(value); !label.empty()) {
    const auto* part = find_part(state, label == main_label ? std::string_view() : label);
    return part ? part_title(*part) : std::string();
  }
  if (!value.is_string()) return {};
  const auto id = value.get<std::string>();
  const auto known = state.titles.find(id);
  return known == state.titles.end() ? id : known->second;
}

FormPage lay_out(const FormState& state) {
  Layout layout(state);
  layout.all();
  return std::move(layout.page);
}

}  // namespace beatbook::app
