#pragma once
// Values that QML reads as one thing each. Text is ready to show.
#include <QtQml/qqmlregistration.h>

#include <QString>
#include <QStringList>
#include <QVariant>
#include <vector>

namespace beatbook::app {

// One code of a list.
struct FormOption {
  Q_GADGET
  QML_VALUE_TYPE(formOption)
  Q_PROPERTY(QString code MEMBER code)
  Q_PROPERTY(QString label MEMBER label)
  Q_PROPERTY(QString detail MEMBER detail)
  Q_PROPERTY(bool hidden MEMBER hidden)
  Q_PROPERTY(QString message MEMBER detail)
 public:
  QString code, label, detail;
  bool hidden = false;  // offered only on demand
  bool operator==(const FormOption&) const = default;
};

// A kind of record an officer may begin.
struct RecordKind {
  Q_GADGET
  QML_VALUE_TYPE(recordKind)
  Q_PROPERTY(QString type MEMBER type)
  Q_PROPERTY(QString label MEMBER label)
  Q_PROPERTY(bool allowed MEMBER allowed)
  Q_PROPERTY(QString refusal MEMBER refusal)
 public:
  QString type, label;
  bool allowed = false;
  QString refusal;  // why not
  bool operator==(const RecordKind&) const = default;
};

// A colleague's shift that names this officer.
struct JoinableShift {
  Q_GADGET
  QML_VALUE_TYPE(joinableShift)
  Q_PROPERTY(QString id MEMBER id)
  Q_PROPERTY(QString words MEMBER words)
  Q_PROPERTY(QString detail MEMBER detail)
 public:
  QString id;
  QString words;   // "Join PC 1234's shift"
  QString detail;  // "Street safety, since 19:04"
  bool operator==(const JoinableShift&) const = default;
};

// A piece of a text that is compared with another.
struct TextSpan {
  Q_GADGET
  QML_VALUE_TYPE(textSpan)
  Q_PROPERTY(QString text MEMBER text)
  Q_PROPERTY(bool differs MEMBER differs)
 public:
  QString text;
  bool differs = false;
  bool operator==(const TextSpan&) const = default;
};

// One of several values that officers wrote at once.
struct ConflictChoice {
  Q_GADGET
  QML_VALUE_TYPE(conflictChoice)
  Q_PROPERTY(int number MEMBER number)
  Q_PROPERTY(QString value MEMBER value)
  Q_PROPERTY(QVariantList spans MEMBER spans)
  Q_PROPERTY(QString officer MEMBER officer)
  Q_PROPERTY(QString whenText MEMBER when_text)
  Q_PROPERTY(QString source MEMBER source)
  Q_PROPERTY(bool own MEMBER own)
  Q_PROPERTY(bool shown MEMBER shown)
 public:
  int number = 0;  // for Conflicts.take
  QString value;
  QVariantList spans;  // TextSpan: where it differs from the first
  QString officer;     // "You, PC 9001"
  QString when_text;
  QString source;  // "On this tablet", "On another tablet"
  bool own = false;
  bool shown = false;  // the value shown until a person settles it
  bool operator==(const ConflictChoice&) const = default;
};

// What one version changed in a field.
struct ValueChange {
  Q_GADGET
  QML_VALUE_TYPE(valueChange)
  Q_PROPERTY(QString path MEMBER path)
  Q_PROPERTY(QString label MEMBER label)
  Q_PROPERTY(QString before MEMBER before)
  Q_PROPERTY(QString after MEMBER after)
 public:
  QString path, label, before, after;
  bool operator==(const ValueChange&) const = default;
};

// A card that another leads to.
struct CardLink {
  Q_GADGET
  QML_VALUE_TYPE(cardLink)
  Q_PROPERTY(QString entryId MEMBER entry_id)
  Q_PROPERTY(QString title MEMBER title)
  Q_PROPERTY(QString line MEMBER line)
 public:
  QString entry_id, title, line;
  bool operator==(const CardLink&) const = default;
};

// What a supervisor wrote at a field.
struct FieldNote {
  Q_GADGET
  QML_VALUE_TYPE(fieldNote)
  Q_PROPERTY(QString path MEMBER path)
  Q_PROPERTY(QString label MEMBER label)
  Q_PROPERTY(QString text MEMBER text)
 public:
  QString path, label, text;
  bool operator==(const FieldNote&) const = default;
};

struct FormSectionValue {
  Q_GADGET
  QML_VALUE_TYPE(formSection)
  Q_PROPERTY(QString part MEMBER part)
  Q_PROPERTY(QString title MEMBER title)
  Q_PROPERTY(int first MEMBER first)
  Q_PROPERTY(int count MEMBER count)
  Q_PROPERTY(int asked MEMBER asked)
  Q_PROPERTY(int done MEMBER done)
  Q_PROPERTY(int toFill MEMBER to_fill)
  Q_PROPERTY(int toFix MEMBER to_fix)
  Q_PROPERTY(bool complete MEMBER complete)
  Q_PROPERTY(bool shared MEMBER shared)
  Q_PROPERTY(QString summary MEMBER summary)
 public:
  QString part, title;
  int first = 0, count = 0, asked = 0, done = 0, to_fill = 0, to_fix = 0;
  bool complete = false, shared = false;
  QString summary;
  bool operator==(const FormSectionValue&) const = default;
};

struct FormPartValue {
  Q_GADGET
  QML_VALUE_TYPE(formPart)
  Q_PROPERTY(QString label MEMBER label)
  Q_PROPERTY(QString type MEMBER type)
  Q_PROPERTY(QString title MEMBER title)
  Q_PROPERTY(bool sent MEMBER sent)
  Q_PROPERTY(bool removable MEMBER removable)
  Q_PROPERTY(QStringList attachable MEMBER attachable)
 public:
  QString label, type, title;
  bool sent = true, removable = false;
  QStringList attachable;
  bool operator==(const FormPartValue&) const = default;
};

// A list of values as QML takes it.
template <class Value>
QVariantList variants(const std::vector<Value>& values) {
  QVariantList out;
  out.reserve(static_cast<qsizetype>(values.size()));
  for (const auto& value : values) out.push_back(QVariant::fromValue(value));
  return out;
}

}  // namespace beatbook::app
