#include "app/ui/form_rows.h"

#include <QJSValue>
#include <algorithm>
#include <cmath>

#include "app/forms/field_path.h"
#include "app/ui/words.h"

namespace beatbook::app {

namespace {

using Row = FormRowValue;

QVariantList option_list(const Row& row) {
  std::vector<FormOption> out;
  for (const auto& option : *row.field.options)
    out.push_back({q(option.code), q(option.label), q(option.message), option.hidden});
  return variants(out);
}

QStringList strings(const std::vector<std::string>& values) {
  QStringList out;
  for (const auto& value : values) out.push_back(q(value));
  return out;
}

// Where somebody is in danger the record waits: what comes first stands at the question, and in red once it is answered Yes.
bool asks_danger(const Row& row) { return without_indices(row.field.path).ends_with("immediate_need"); }

// It names safeguarding records alone: looking for one is for welfare, whatever the form.
bool names_care(const Row& row) {
  const auto& types = row.field.references;
  return !types.empty() && std::all_of(types.begin(), types.end(), [](const std::string& name) {
    const auto* type = schema::find_type(name);
    return type && type->meaning->visibility() == v1::VC3_SAFEGUARDING;
  });
}

QString hint_of(const Row& row) {
  return asks_danger(row) && row.field.hint.empty() ? QStringLiteral("If yes: call for help first. Save when safe.")
                                                    : q(row.field.hint);
}

QString call_of(const Row& row) {
  const bool yes = row.field.value.is_boolean() && row.field.value.get<bool>();
  return asks_danger(row) && yes ? QStringLiteral("Call for help first.") : QString();
}

constexpr Role<Row> roles[] = {
    {"path", [](const Row& r) -> QVariant { return q(r.field.path); }},
    {"part", [](const Row& r) -> QVariant { return q(r.field.part); }},
    {"section", [](const Row& r) -> QVariant { return q(r.field.section); }},
    {"sectionFirst", [](const Row& r) -> QVariant { return r.section_first; }},
    {"control", [](const Row& r) -> QVariant { return q(name(r.field.control)); }},
    {"label", [](const Row& r) -> QVariant { return q(r.field.label); }},
    {"hint", [](const Row& r) -> QVariant { return hint_of(r); }},
    {"call", [](const Row& r) -> QVariant { return call_of(r); }},
    {"codeList", [](const Row& r) -> QVariant { return q(r.field.code_list); }},
    {"matrix", [](const Row& r) -> QVariant { return q(r.field.matrix); }},
    {"beside", [](const Row& r) -> QVariant { return q(r.field.beside); }},
    {"one", [](const Row& r) -> QVariant { return q(r.field.one); }},
    {"depth", [](const Row& r) -> QVariant { return r.field.depth; }},
    {"required", [](const Row& r) -> QVariant { return r.field.required; }},
    {"readOnly", [](const Row& r) -> QVariant { return r.field.read_only; }},
    {"shared", [](const Row& r) -> QVariant { return r.field.shared; }},
    {"keyboard", [](const Row& r) -> QVariant { return q(r.field.keyboard); }},
    {"visibility", [](const Row& r) -> QVariant { return q(r.field.visibility); }},
    {"options", [](const Row& r) -> QVariant { return option_list(r); }},
    {"minLength", [](const Row& r) -> QVariant { return r.field.min_length; }},
    {"maxLength", [](const Row& r) -> QVariant { return r.field.max_length; }},
    {"length", [](const Row& r) -> QVariant { return r.field.length; }},
    {"minimum", [](const Row& r) -> QVariant { return static_cast<double>(r.field.minimum); }},
    {"maximum", [](const Row& r) -> QVariant { return static_cast<double>(r.field.maximum); }},
    {"references", [](const Row& r) -> QVariant { return strings(r.field.references); }},
    {"care", [](const Row& r) -> QVariant { return names_care(r); }},
    {"makes", [](const Row& r) -> QVariant { return strings(r.field.makes); }},
    {"addable", [](const Row& r) -> QVariant { return r.field.addable; }},
    {"value", [](const Row& r) -> QVariant { return to_variant(r.field.value); }},
    {"words", [](const Row& r) -> QVariant { return q(r.field.words); }},
    {"empty", [](const Row& r) -> QVariant { return r.field.empty; }},
    {"error", [](const Row& r) -> QVariant { return q(r.field.error); }},
    {"wrong", [](const Row& r) -> QVariant { return r.field.wrong; }},
    {"notice", [](const Row& r) -> QVariant { return q(r.field.notice); }},
    {"remark", [](const Row& r) -> QVariant { return q(r.field.remark); }},
    {"offer", [](const Row& r) -> QVariant { return q(r.field.offer); }},
};

}  // namespace

FormRowsModel::FormRowsModel(QObject* parent) : RowModel(roles, parent) {}

std::vector<FormRowValue> form_rows(const Form& form) {
  std::vector<FormRowValue> out;
  for (const auto& field : form.fields()) out.push_back({field, false});
  for (const auto& section : form.sections()) {
    if (section.count > 0 && section.first < out.size()) out[section.first].section_first = true;
  }
  return out;
}

std::vector<FormSectionValue> form_sections(const Form& form) {
  std::vector<FormSectionValue> out;
  for (const auto& section : form.sections()) {
    FormSectionValue value;
    value.part = q(section.part);
    value.title = q(section.title);
    value.first = static_cast<int>(section.first);
    value.count = static_cast<int>(section.count);
    value.asked = static_cast<int>(section.asked);
    value.done = static_cast<int>(section.done);
    value.to_fill = static_cast<int>(section.to_fill);
    value.to_fix = static_cast<int>(section.to_fix);
    value.complete = section.complete();
    value.shared = section.shared;
    value.summary = q(section.summary);
    out.push_back(std::move(value));
  }
  return out;
}

std::vector<FormPartValue> form_parts(const Form& form) {
  std::vector<FormPartValue> out;
  for (const auto& part : form.parts()) {
    out.push_back({q(part.label), q(part.type), q(part.title), part.sent, part.removable, strings(part.attachable)});
  }
  return out;
}

QStringList progress_states(const Form& form) {
  QStringList out;
  for (const auto& field : form.fields()) {
    if (!field.required || is_heading(field.control) || field.shared) continue;
    out.push_back(!field.wrong && !field.empty  ? QStringLiteral("done")
                  : field.wrong && !field.empty ? QStringLiteral("bad")
                                                : QStringLiteral("todo"));
  }
  return out;
}

QVariant to_variant(const nlohmann::json& value) {
  if (value.is_string()) return q(value.get<std::string>());
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) return static_cast<qlonglong>(value.get<int64_t>());
  if (value.is_number()) return value.get<double>();
  if (!value.is_array()) return {};
  QVariantList out;
  for (const auto& one : value) out.push_back(to_variant(one));
  return out;
}

nlohmann::json to_json(const QVariant& value) {
  if (value.metaType() == QMetaType::fromType<QJSValue>()) return to_json(value.value<QJSValue>().toVariant());
  switch (value.typeId()) {
    case QMetaType::QString:
      return s(value.toString());
    case QMetaType::Bool:
      return value.toBool();
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
      return value.toLongLong();
    case QMetaType::Double: {
      const double number = value.toDouble();
      // Whole numbers come from QML as doubles.
      if (number == std::trunc(number) && std::abs(number) < 9e15) return static_cast<int64_t>(number);
      return number;
    }
    default:
      break;
  }
  if (!value.canConvert<QVariantList>() || value.isNull()) return nullptr;
  auto out = nlohmann::json::array();
  for (const auto& one : value.toList()) out.push_back(to_json(one));
  return out;
}

}  // namespace beatbook::app
