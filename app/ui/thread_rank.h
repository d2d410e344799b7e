#pragma once
// Which thread goes first when there are fewer processors than work.
#include <QObject>

namespace beatbook::app {

// The thread of `worker`, which has begun, stands behind the interface from its next event on.
void stand_behind_interface(QObject* worker);

}  // namespace beatbook::app
