#pragma once
// Forms that are not saved yet.
#include <QQmlParserStatus>

#include "app/ui/list_read.h"

namespace beatbook::app {

struct DraftRow {
  QString draft_id, type_name, title, summary, started_text, updated_text, amends;
  bool readable = true;
  QString key() const { return draft_id; }
  bool operator==(const DraftRow&) const = default;
};

class DraftList : public RowModel<DraftRow>, public QQmlParserStatus {
  Q_OBJECT
  QML_ELEMENT
  Q_INTERFACES(QQmlParserStatus)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
 public:
  explicit DraftList(QObject* parent = nullptr);
  void classBegin() override {}
  void componentComplete() override { find(); }
  void use(Session& session);
  bool loading() const { return reading_.loading(); }

  Q_INVOKABLE void remove(const QString& draft_id);

 signals:
  void loadingChanged();

 private:
  void find();
  void follow(Session& session);

  ListRead<DraftRow> reading_;
};

}  // namespace beatbook::app
