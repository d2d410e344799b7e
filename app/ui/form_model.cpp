#include "app/ui/form_model.h"

#include <algorithm>

#include "app/forms/entry_lines.h"
#include "app/ui/form_opening.h"
#include "app/ui/session.h"
#include "app/ui/words.h"
#include "kernel/limits.h"

namespace beatbook::app {

namespace {

constexpr int64_t little_room = 8 * 1024;  // bytes; from then on the form counts down

QString saved_text(Bench& bench, const RecordId& id) {
  const auto stored = read_stored(bench.tablet().log(), id);
  const auto number = stored ? q(number_text(*stored)) : QString();
  const auto what = stored && stored->type().name == "shift" ? QStringLiteral("The shift is saved")
                    : number.isEmpty()                       ? QStringLiteral("Saved")
                                                             : QStringLiteral("Saved as entry ") + number;
  return what + QStringLiteral(". Only on this tablet for now.");
}

struct Saving {
  FormSave outcome;
  QString text;
};

}  // namespace

FormModel::FormModel(QObject* parent)
    : FormRowsModel(parent),
      link_(new SessionLink(*this)),
      journal_(*link_, [this] { return form_ && !done_ ? &*form_ : nullptr; }) {
  connect(&journal_, &FormJournal::changed, this, &FormModel::keptChanged);
  connect(link_, &SessionLink::opened, this, &FormModel::open);
  connect(link_, &SessionLink::locked, this, [this] {
    // What was typed lies in the draft; nothing of it stays here.
    journal_.stop();
    form_.reset();
    opening_ = checking_ = saving_ = false;
    sections_.clear();
    parts_.clear();
    states_.clear();
    set_rows({});
    emit loadedChanged();
    emit stateChanged();
    emit sectionsChanged();
    emit partsChanged();
  });
}

FormModel::~FormModel() { journal_.keep_now(); }

void FormModel::componentComplete() {
  ready_to_open_ = true;
  link_->find();
  if (auto* session = link_->session()) connect(session, &Session::aboutToLock, &journal_, &FormJournal::keep_now);
}

void FormModel::use(Session& session) {
  ready_to_open_ = true;
  connect(&session, &Session::aboutToLock, &journal_, &FormJournal::keep_now);
  link_->use(session);
}

void FormModel::open() {
  if (!ready_to_open_ || !link_->is_open() || form_ || opening_ || done_) return;
  FormAsked asked{s(type_),   record_id(amend_),      record_id(draft_),      s(settles_),
                  end_shift_, record_id(for_person_), record_id(for_vehicle_)};
  // A form that was locked away goes on from its draft.
  if (journal_.has_draft()) asked.draft = journal_.id();
  if (asked.type.empty() && asked.amend.empty() && asked.draft.empty() && !asked.end_shift) return;
  opening_ = true;
  link_->thread()->post(
      this, [asked, now = link_->now_ms()](Bench& bench) { return open_form(bench, asked, now); },
      [this, asked](Outcome<Form> opened) {
        opening_ = false;
        if (!opened) {
          error_ = failure_text(opened.failure());
          return emit loadedChanged();
        }
        error_.clear();
        if (!asked.draft.empty()) journal_.resume(asked.draft);
        take(std::move(*opened));
      });
}

void FormModel::take(Form form) {
  form_ = std::move(form);
  show();
  emit loadedChanged();
  emit focusedPathChanged();
  check();
}

bool FormModel::numbered() const {
  return form_ && form_->purpose() == FormPurpose::record && form_->type().meaning->counted();
}

QString FormModel::person() const {
  if (!form_) return {};
  for (const auto& field : form_->fields()) {
    const auto& named = field.references;
    if (std::find(named.begin(), named.end(), "person") == named.end() || !field.value.is_string()) continue;
    if (const auto id = RecordId::parse(field.value.get<std::string>())) return q(*id);
  }
  return {};
}

QString FormModel::title() const { return form_ ? q(form_->title()) : QString(); }
QString FormModel::action() const { return form_ ? q(form_->action()) : QString(); }
QString FormModel::action_detail() const { return form_ ? q(form_->action_detail()) : QString(); }
QString FormModel::remark() const { return form_ ? q(form_->remark()) : QString(); }
QString FormModel::start() const { return form_ ? q(begins_at(*form_, s(settles_))) : QString(); }
QString FormModel::focused_path() const { return form_ ? q(form_->focused()) : QString(); }
QString FormModel::draft_id() const { return journal_.has_draft() ? q(journal_.id()) : QString(); }

QStringList FormModel::problems() const {
  QStringList out;
  if (!form_) return out;
  for (const auto& problem : form_->problems()) out.push_back(q(problem.message));
  return out;
}

QString FormModel::room_text() const {
  if (!form_ || form_->room() > little_room) return {};
  const auto room = form_->room();
  if (room < 0) return QStringLiteral("%1 characters too long. Shorten a text.").arg(-room);
  return QStringLiteral("Room for %1 more characters").arg(room);
}

void FormModel::show() {
  set_rows(form_rows(*form_));
  if (auto sections = form_sections(*form_); sections != sections_) {
    sections_ = std::move(sections);
    emit sectionsChanged();
  }
  if (auto parts = form_parts(*form_); parts != parts_) {
    parts_ = std::move(parts);
    emit partsChanged();
  }
  if (auto states = progress_states(*form_); states != states_) {
    states_ = std::move(states);
    emit progressStatesChanged();
  }
  emit stateChanged();
}

template <class Work>
void FormModel::change(Work work) {
  if (!form_ || saving_ || done_) return;
  const auto before = form_->revision();
  try {
    work(*form_);
  } catch (const std::logic_error& error) {
    qWarning("form: %s", error.what());
    return;
  }
  show();
  name_references();
  if (form_->revision() == before) return;
  journal_.note();
  check();
}

void FormModel::check() {
  if (checking_ || !form_ || done_) return;
  checking_ = true;
  emit stateChanged();
  link_->thread()->post(
      this,
      [form = *form_](Bench& bench) { return std::make_pair(app::check(form, bench.tablet().notebook()), form.revision()); },
      [this](const std::pair<Check, uint64_t>& answer) {
        checking_ = false;
        if (!form_ || done_) return;
        const bool taken = form_->take(answer.first, answer.second);
        show();
        if (!taken) check();
      });
}

void FormModel::name_references() {
  const auto ids = form_->untitled();
  if (ids.empty()) return;
  link_->thread()->post(
      this,
      [ids](Bench& bench) {
        std::map<RecordId, std::string> titles;
        for (const auto& id : ids) titles[id] = bench.title(id);
        return titles;
      },
      [this](const std::map<RecordId, std::string>& titles) {
        if (!form_) return;
        for (const auto& [id, title] : titles) form_->set_title(id, title.empty() ? "Not on this tablet" : title);
        show();
      });
}

void FormModel::set(const QString& path, const QVariant& value) {
  change([&](Form& form) { form.set(s(path), to_json(value)); });
}

void FormModel::leave(const QString& path) {
  change([&](Form& form) { form.leave(s(path)); });
}

void FormModel::focusField(const QString& path) {
  if (!form_ || path == focused_path()) return;
  form_->focus(s(path));
  journal_.note(true);
  emit focusedPathChanged();
}

QString FormModel::next(const QString& after) {
  const auto* field = form_ ? form_->next(s(after)) : nullptr;
  if (!field) return {};
  const auto path = q(field->path);
  focusField(path);
  emit moveTo(path);
  return path;
}

void FormModel::fillMatrix(const QString& path, const QString& code) {
  change([&](Form& form) { form.fill_matrix(s(path), s(code)); });
}

QString FormModel::addBlock(const QString& path) {
  QString added;
  change([&](Form& form) { added = q(form.add_block(s(path))); });
  return added;
}

void FormModel::removeBlock(const QString& path) {
  change([&](Form& form) { form.remove_block(s(path)); });
}

void FormModel::pick(const QString& path, const QString& entry_id, const QString& title) {
  change([&](Form& form) { form.pick(s(path), record_id(entry_id), s(title)); });
}

QString FormModel::pickNew(const QString& path, const QString& type) {
  QString label;
  change([&](Form& form) { label = q(form.pick_new(s(path), s(type))); });
  return label;
}

QString FormModel::addPart(const QString& type, const QString& attach_to) {
  QString label;
  QString refused;
  change([&](Form& form) {
    auto added = form.add_part(s(type), s(attach_to));
    added ? label = q(*added) : refused = q(added.failure().message);
  });
  if (!refused.isEmpty()) emit saveFailed(refused);
  return label;
}

void FormModel::removePart(const QString& label) {
  change([&](Form& form) { form.remove_part(s(label)); });
}

void FormModel::takeOffer(const QString& path) {
  change([&](Form& form) { form.take_offer(s(path)); });
}

int FormModel::indexOfPath(const QString& path) const {
  const auto at = std::find_if(rows().begin(), rows().end(), [&](const FormRowValue& row) { return row.key() == path; });
  return at == rows().end() ? -1 : static_cast<int>(at - rows().begin());
}

void FormModel::close() { journal_.keep_now(); }

void FormModel::save() {
  if (!form_ || saving_ || done_ || !link_->is_open()) return;
  saving_ = true;
  emit stateChanged();
  link_->thread()->post(
      this,
      [form = *form_, id = journal_.id(), stored = journal_.begin_save()](Bench& bench) {
        auto& tablet = bench.tablet();
        auto in_save = id.empty() ? Notebook::InSave() : tablet.drafts().removal(id);
        Saving out{app::save(form, tablet.notebook(), in_save), {}};
        *stored = out.outcome.ids.has_value();
        if (out.outcome.ids && !out.outcome.ids->empty()) out.text = saved_text(bench, out.outcome.ids->front());
        return out;
      },
      [this, revision = form_->revision()](const Saving& done) { take_save(done.outcome, revision, done.text); });
}

void FormModel::take_save(const FormSave& outcome, uint64_t revision, const QString& text) {
  saving_ = false;
  journal_.end_save(outcome.ids.has_value());
  if (!outcome.ids) {
    form_->take(outcome.check, revision);
    form_->show_errors();
    show();
    emit saveFailed(outcome.failure ? failure_text(*outcome.failure) : QString());
    (void)next({});
    return;
  }
  done_ = true;
  saved_id_ = outcome.ids->empty() ? QString() : q(outcome.ids->front());
  emit stateChanged();
  link_->session()->tell_saved(saved_id_, text);
  emit saved(saved_id_, text);
}

}  // namespace beatbook::app
