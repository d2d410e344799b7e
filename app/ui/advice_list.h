#pragma once
// What records say only together, for somebody to look at (app/tablet/advice.h), over the last week.
#include <QQmlParserStatus>

#include "app/ui/list_read.h"

namespace beatbook::app {

struct AdviceRow {
  QString title;  // "Seen again"
  QString text;
  QString entry_id, type_name;  // the latest record it speaks of
  QString key() const { return title + entry_id + text; }
  bool operator==(const AdviceRow&) const = default;
};

class AdviceList : public RowModel<AdviceRow>, public QQmlParserStatus {
  Q_OBJECT
  QML_ELEMENT
  Q_INTERFACES(QQmlParserStatus)
  Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
 public:
  explicit AdviceList(QObject* parent = nullptr);
  void classBegin() override {}
  void componentComplete() override { reading_.link().find(); }
  void use(Session& session) { reading_.link().use(session); }
  bool loading() const { return reading_.loading(); }

 signals:
  void loadingChanged();

 private:
  ListRead<AdviceRow> reading_;
};

}  // namespace beatbook::app
