#include "app/ui/form_model.h"

#include <algorithm>

#include "app/forms/entry_lines.h"
#include "app/ui/form_opening.h"
#include "app/ui/session.h"
#include "app/ui/words.h"
#include "app/vault/box.h"
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

FormModel::FormModel(QObject* parent) : FormRowsModel(parent), link_(new SessionLink(*this)) {
  draft_soon_.setSingleShot(true);
  draft_soon_.setInterval(draft_after_ms);
  connect(&draft_soon_, &QTimer::timeout, this, &FormModel::put_draft);
  connect(link_, &SessionLink::opened, this, &FormModel::open);
  connect(link_, &SessionLink::locked, this, [this] {
    // What was typed lies in the draft; nothing of it stays here.
    draft_soon_.stop();
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

FormModel::~FormModel() { keep_draft(); }

void FormModel::componentComplete() {
  ready_to_open_ = true;
  link_->find();
  if (auto* session = link_->session()) connect(session, &Session::aboutToLock, this, &FormModel::keep_draft);
}

void FormModel::use(Session& session) {
  ready_to_open_ = true;
  connect(&session, &Session::aboutToLock, this, &FormModel::keep_draft);
  link_->use(session);
}

void FormModel::open() {
  if (!ready_to_open_ || !link_->is_open() || form_ || opening_ || done_) return;
  FormAsked asked{s(type_), record_id(amend_), record_id(draft_), end_shift_, record_id(for_person_), record_id(for_vehicle_)};
  // A form that was locked away goes on from its draft.
  if (has_draft_) asked.draft = draft_id_;
  if (asked.type.empty() && asked.amend.empty() && asked.draft.empty() && !asked.end_shift) return;
  opening_ = true;
  link_->thread()->post(
      this, [asked, now = link_->now_ms()](Bench& bench) { return open_form(bench, asked, now); },
      [this, asked](Outcome<FormOpened> opened) {
        opening_ = false;
        if (!opened) {
          error_ = failure_text(opened.failure());
          return emit loadedChanged();
        }
        error_.clear();
        if (!asked.draft.empty()) {
          draft_id_ = asked.draft;
          has_draft_ = true;
          emit keptChanged();
        }
        auto titles = std::move(opened->titles);
        take(std::move(opened->form));
        if (!asked.draft.empty()) return;
        if (!asked.for_person.empty()) fill_for(for_person_, "person", titles[asked.for_person]);
        if (!asked.for_vehicle.empty()) fill_for(for_vehicle_, "vehicle", titles[asked.for_vehicle]);
      });
}

void FormModel::take(Form form) {
  form_ = std::move(form);
  show();
  emit loadedChanged();
  emit focusedPathChanged();
  check();
}

// A list of blocks that name people (subjects) is given its first block for it.
void FormModel::fill_for(const QString& id, const char* kind, const std::string& title) {
  const auto names = [&](const FormField& field) {
    return field.control == Control::reference &&
           std::find(field.references.begin(), field.references.end(), kind) != field.references.end();
  };
  const auto find = [&]() -> std::string {
    const auto& fields = form_->fields();
    const auto at = std::find_if(fields.begin(), fields.end(), names);
    return at == fields.end() ? std::string() : at->path;
  };
  change([&](Form& form) {
    auto path = find();
    std::vector<std::string> lists;
    for (const auto& field : form.fields()) {
      if (field.control == Control::blocks && field.addable && !field.read_only) lists.push_back(field.path);
    }
    for (size_t i = 0; path.empty() && i < lists.size(); ++i) {
      const auto block = form.add_block(lists[i]);
      path = find();
      if (path.empty()) form.remove_block(block);
    }
    if (!path.empty()) form.pick(path, record_id(id), title);
  });
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
QString FormModel::focused_path() const { return form_ ? q(form_->focused()) : QString(); }
QString FormModel::draft_id() const { return has_draft_ ? q(draft_id_) : QString(); }

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
  if (!draft_soon_.isActive()) draft_soon_.start();
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
  if (has_draft_ && !draft_soon_.isActive()) draft_soon_.start();
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

void FormModel::put_draft() {
  if (!form_ || done_ || saving_ || !link_->is_open()) return;
  if (!form_->changed() && !has_draft_) return;
  if (draft_id_.empty()) draft_id_ = make_record_id(wall_clock_ms(), random_bytes(10));
  has_draft_ = true;
  link_->thread()->post(
      this,
      [form = *form_, id = draft_id_, now = link_->now_ms()](Bench& bench) {
        const auto put = bench.tablet().drafts().put(id, form, now);
        return put ? std::string() : put.error().message;
      },
      [this](const std::string& failed) {
        kept_text_ = failed.empty() ? QStringLiteral("Draft kept ") + clock_text(link_->now_ms()) : q(failed);
        emit keptChanged();
        link_->session()->sync_status().look_again();
      });
}

void FormModel::keep_draft() {
  // A save under way may not have begun, and a lock would leave it out.
  const bool unkept = form_ && !done_ && (saving_ || draft_soon_.isActive()) && (form_->changed() || has_draft_);
  if (!unkept || !link_->is_open()) return;
  draft_soon_.stop();
  if (draft_id_.empty()) draft_id_ = make_record_id(wall_clock_ms(), random_bytes(10));
  has_draft_ = true;
  link_->thread()->keep([form = *form_, id = draft_id_, now = link_->now_ms(), stored = stored_](Bench& bench) {
    if (!stored || !*stored) (void)bench.tablet().drafts().put(id, form, now);
  });
}

void FormModel::close() { keep_draft(); }

void FormModel::discard() {
  draft_soon_.stop();
  done_ = true;
  forget_draft();
}

void FormModel::forget_draft() {
  if (!std::exchange(has_draft_, false) || !link_->is_open()) return;
  link_->thread()->keep([id = draft_id_](Bench& bench) { (void)bench.tablet().drafts().remove(id); });
  link_->session()->sync_status().look_again();
  emit keptChanged();
}

void FormModel::save() {
  if (!form_ || saving_ || done_ || !link_->is_open()) return;
  saving_ = true;
  stored_ = std::make_shared<bool>(false);
  draft_soon_.stop();
  emit stateChanged();
  link_->thread()->post(
      this,
      [form = *form_, id = draft_id_, stored = stored_](Bench& bench) {
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
  if (!outcome.ids) {
    form_->take(outcome.check, revision);
    form_->show_errors();
    show();
    draft_soon_.start();
    emit saveFailed(outcome.failure ? failure_text(*outcome.failure) : QString());
    (void)next({});
    return;
  }
  done_ = true;
  has_draft_ = false;
  saved_id_ = outcome.ids->empty() ? QString() : q(outcome.ids->front());
  emit keptChanged();
  emit stateChanged();
  link_->session()->tell_saved(saved_id_, text);
  emit saved(saved_id_, text);
}

}  // namespace beatbook::app
