#pragma once
// A form on a tablet of team.h, checked after every change as a screen does it.
#include <algorithm>
#include <stdexcept>

#include "app/forms/field_path.h"
#include "app/forms/form_save.h"
#include "team.h"

namespace beatbook::test {

struct Filled {
  Filled(Tablet& on, app::Form opened) : tablet(&on), form(std::move(opened)) { check(); }
  Filled(Tablet& on, const std::string& type)
      : Filled(on, on.must(app::Form::fresh(type, on.notebook->situation(*schema::find_type(type))))) {}

  Filled& check() {
    if (!form.take(app::check(form, *tablet->notebook), form.revision()))
      throw std::logic_error("the check is of another form");
    return *this;
  }
  Filled& set(const std::string& path, const json& value) {
    form.set(path, value);
    return check();
  }
  // Every value of an object as a record holds it.
  Filled& set_all(const json& object, const std::string& prefix = "") {
    for (const auto& [name, value] : object.items()) {
      const auto path = prefix + name;
      if (value.is_object()) {
        set_all(value, path + ".");
      } else if (value.is_array() && !value.empty() && value[0].is_object()) {
        for (const auto& block : value) set_all(block, form.add_block(path) + ".");
      } else {
        form.set(path, value);
      }
    }
    return check();
  }

  bool shows(const std::string& path) const { return form.field(path) != nullptr; }
  const app::FormField& at(const std::string& path) const {
    const auto* field = form.field(path);
    if (!field) throw std::runtime_error("not on the page: " + path);
    return *field;
  }
  const app::FormSection& section(const std::string& title, const std::string& part = "") const {
    for (const auto& section : form.sections()) {
      if (section.title == title && section.part == part) return section;
    }
    throw std::runtime_error("no section " + title);
  }
  std::vector<std::string> titles() const {
    std::vector<std::string> out;
    for (const auto& section : form.sections())
      out.push_back(section.part.empty() ? section.title : section.part + ": " + section.title);
    return out;
  }
  std::vector<std::string> wrong() const {
    std::vector<std::string> out;
    for (const auto& field : form.fields()) {
      if (field.wrong) out.push_back(field.path);
    }
    return out;
  }
  std::vector<std::string> problems() const {
    std::vector<std::string> out;
    for (const auto& problem : form.problems()) out.push_back(problem.message);
    return out;
  }
  json sent(const std::string& path) const {
    const auto all = form.to_json();
    const auto* value = app::value_at(all, path);
    return value ? *value : json();
  }
  std::vector<RecordId> save() {
    auto outcome = app::save(form, *tablet->notebook);
    if (outcome.ids) return *outcome.ids;
    std::string all = outcome.failure->message;
    for (const auto& error : outcome.failure->fields) all += "\n  " + error.field + ": " + error.message;
    throw std::runtime_error(all);
  }

  Tablet* tablet;
  app::Form form;
};

// The correction of what this tablet holds.
inline app::Form correction(Tablet& tablet, const RecordId& id, std::string_view settles = {}) {
  const auto stored = tablet.stored(id);
  return app::Form::amend(stored, tablet.notebook->situation(stored.type()), tablet.must(tablet.notebook->correctable(stored)),
                          settles);
}

}  // namespace beatbook::test
