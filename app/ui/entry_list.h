#pragma once
// Entries of this tablet, newest first, read in pages as the list is scrolled.
#include <QQmlParserStatus>
#include <QSet>

#include "app/ui/entry_row.h"
#include "app/ui/session_link.h"

namespace beatbook::app {

class Session;

class EntryList : public EntryRowsModel, public QQmlParserStatus {
  Q_OBJECT
  QML_ELEMENT
  Q_INTERFACES(QQmlParserStatus)
  Q_PROPERTY(Scope scope READ scope WRITE set_scope NOTIFY filterChanged)
  // Words, a plate or a telephone number in the entry; as the search finds them, so nothing of a welfare contact.
  Q_PROPERTY(QString text READ text WRITE set_text NOTIFY filterChanged)
  Q_PROPERTY(QString typeName READ type_name WRITE set_type_name NOTIFY filterChanged)
  Q_PROPERTY(QString officer READ officer WRITE set_officer NOTIFY filterChanged)
  // Name of an area of the operation's map (FA-04).
  Q_PROPERTY(QString area READ area WRITE set_area NOTIFY filterChanged)
  Q_PROPERTY(QString from READ from WRITE set_from NOTIFY filterChanged)
  Q_PROPERTY(QString to READ to WRITE set_to NOTIFY filterChanged)
  Q_PROPERTY(QString status READ status WRITE set_status NOTIFY filterChanged)
  Q_PROPERTY(QString sync READ sync WRITE set_sync NOTIFY filterChanged)
  Q_PROPERTY(QString purpose READ purpose WRITE set_purpose NOTIFY filterChanged)
  Q_PROPERTY(bool withDrafts READ with_drafts WRITE set_with_drafts NOTIFY filterChanged)
  Q_PROPERTY(bool active READ active WRITE set_active NOTIFY activeChanged)
  // Somebody reads further down: rows do not go from under their eyes, however many come in above.
  Q_PROPERTY(bool held READ held WRITE set_held NOTIFY heldChanged)
  // Above the first row there are newer entries that the list does not show: showNewest() does.
  Q_PROPERTY(bool newer READ newer NOTIFY loadingChanged)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
  Q_PROPERTY(bool complete READ complete NOTIFY loadingChanged)
  Q_PROPERTY(QString emptyText READ empty_text NOTIFY loadingChanged)
  Q_PROPERTY(QString errorText READ error_text NOTIFY filterChanged)
  Q_PROPERTY(QString statusText READ status_text NOTIFY loadingChanged)
 public:
  enum Scope { ThisShift, Mine, NeedsMe, All };
  Q_ENUM(Scope)
  static constexpr size_t page_size = 100;
  static constexpr size_t first_screen = 24;  // rows that are shown before the rest of a page is read

  explicit EntryList(QObject* parent = nullptr);
  void classBegin() override {}
  void componentComplete() override;
  void use(Session& session);

  Scope scope() const { return filter_.scope; }
  void set_scope(Scope scope);
  QString text() const { return filter_.text; }
  void set_text(const QString& text);
  QString type_name() const { return filter_.type; }
  void set_type_name(const QString& type);
  QString officer() const { return filter_.officer; }
  void set_officer(const QString& officer);
  QString area() const { return filter_.area; }
  void set_area(const QString& area);
  QString from() const { return filter_.from; }
  void set_from(const QString& from);
  QString to() const { return filter_.to; }
  void set_to(const QString& to);
  QString status() const { return filter_.status; }
  void set_status(const QString& status);
  QString sync() const { return filter_.sync; }
  void set_sync(const QString& sync);
  QString purpose() const;
  void set_purpose(const QString& purpose);
  bool with_drafts() const { return filter_.with_drafts; }
  void set_with_drafts(bool with);
  bool active() const { return active_; }
  void set_active(bool active);
  bool held() const { return held_; }
  void set_held(bool held);
  bool newer() const { return top_.has_value(); }
  bool loading() const { return loading_; }
  bool complete() const { return complete_; }
  QString empty_text() const;
  QString error_text() const { return error_; }
  QString status_text() const;

  bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;
  Q_INVOKABLE void refresh();
  // It is among the rows that are shown.
  Q_INVOKABLE bool lists(const QString& entry_id) const;
  Q_INVOKABLE void showNewest() { start_over(); }

  struct Filter {
    Scope scope = ThisShift;
    QString text, type, officer, area, from, to, status, sync;
    Purpose purpose = Purpose::safeguarding;
    bool with_drafts = true;
    bool operator==(const Filter&) const = default;
  };

 signals:
  void filterChanged();
  void activeChanged();
  void heldChanged();
  void loadingChanged();

 private:
  // One reading from the top or from where the last one ended, in several steps on the tablet's thread.
  struct Scan {
    bool from_top = true;  // of what is shown; otherwise its rows go below those there are
    size_t wanted = page_size;
    bool again = false;  // of a list that is shown already: it keeps its place
    std::optional<Place> after;
    std::optional<Place> down_to;  // where the rows that are shown end: they stay, whatever came in above them
    std::vector<EntryRow> rows;
    QSet<QString> reusable;  // rows that stay as they are, if they are still listed
  };
  template <class T>
  void change(T& member, T value);
  void start_over();
  Scan scan_again(std::optional<Place> from) const;
  bool left_behind() const;
  void scan(Scan scan);
  void step();
  bool end_where_it_ended(bool& complete);
  void end(bool complete);
  void show();
  void on_news(const std::vector<RecordId>& ids, bool all);
  void clear();
  void set_loading(bool loading);
  std::optional<ListQuery> query();

  SessionLink* link_;
  Filter filter_;
  bool active_ = true, ready_ = false;
  bool loading_ = false, complete_ = false;
  bool stale_ = false;  // news came while a reading was under way
  std::vector<RecordId> stale_ids_;
  bool stale_all_ = false;
  QString error_;
  bool held_ = false;
  std::optional<Place> top_;      // what is shown begins behind it; nothing = at the newest entry
  std::optional<Place> read_to_;  // where the rows that are shown end
  std::optional<Scan> scan_;
  std::vector<EntryRow> drafts_;
  int turn_ = 0;  // answers of an earlier filter are dropped
};

}  // namespace beatbook::app
