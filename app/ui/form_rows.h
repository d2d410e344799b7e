#pragma once
// A form's rows as QML reads them, and values on their way between QML and a form.
#include <QtQml/qqmlregistration.h>

#include "app/forms/form.h"
#include "app/ui/row_model.h"
#include "app/ui/values.h"

namespace beatbook::app {

struct FormRowValue {
  FormField field;
  bool section_first = false;
  QString key() const { return QString::fromStdString(field.path); }
  bool operator==(const FormRowValue&) const = default;
};

std::vector<FormRowValue> form_rows(const Form& form);
std::vector<FormSectionValue> form_sections(const Form& form);
std::vector<FormPartValue> form_parts(const Form& form);
// For each required field in the order of the page: "done", "bad" or "todo".
QStringList progress_states(const Form& form);

// null is an empty QVariant.
QVariant to_variant(const nlohmann::json& value);
// What QML hands over: text, number, yes or no, a list of these; anything else is null.
nlohmann::json to_json(const QVariant& value);

class FormRowsModel : public RowModel<FormRowValue> {
  Q_OBJECT
  QML_ANONYMOUS
 public:
  explicit FormRowsModel(QObject* parent);
};

}  // namespace beatbook::app
