#pragma once
// Files of letters that this tablet wrote and nobody has deleted yet: its lock does not cover them.
#include <QQmlParserStatus>

#include "app/ui/list_read.h"

namespace beatbook::app {

struct LetterFileRow {
  QString entry_id, file;
  QString key() const { return file; }
  bool operator==(const LetterFileRow&) const = default;
};

class LetterFiles : public RowModel<LetterFileRow>, public QQmlParserStatus {
  Q_OBJECT
  QML_ELEMENT
  Q_INTERFACES(QQmlParserStatus)
 public:
  explicit LetterFiles(QObject* parent = nullptr);
  void classBegin() override {}
  void componentComplete() override { reading_.link().find(); }
  void use(Session& session) { reading_.link().use(session); }

  // Deleting a file is no news of the store.
  Q_INVOKABLE void refresh() { reading_.read(); }

 private:
  ListRead<LetterFileRow> reading_;
};

}  // namespace beatbook::app
