#pragma once
// What a supervisor looks at before a decision: facts of the entry that REC-29 and the rules of its kind ask about. They inform
// and refuse nothing.
#include <QtQml/qqmlregistration.h>

#include "app/ui/tablet_thread.h"

namespace beatbook::app {

struct EntryFacts;

struct ReviewCheck {
  Q_GADGET
  QML_VALUE_TYPE(reviewCheck)
  Q_PROPERTY(QString text MEMBER text)
  Q_PROPERTY(QString sign MEMBER sign)
 public:
  QString text;
  QString sign;  // "merged" in order, "needs" look here, else the name of an icon: a fact to know
  bool operator==(const ReviewCheck&) const = default;
};

// In the order they are read; `facts` are those of the same entry. Empty for what is not reviewed.
std::vector<ReviewCheck> review_checks(const Entry& entry, const EntryFacts& facts);

}  // namespace beatbook::app
