#include "app/ui/thread_rank.h"

#include <sys/resource.h>

namespace beatbook::app {

namespace {

constexpr int steps_behind = 10;

}  // namespace

void stand_behind_interface(QObject* worker) {
  // QThread's priorities do nothing under the usual scheduler of Linux; there niceness is each thread's own.
  QMetaObject::invokeMethod(worker, [] { (void)setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + steps_behind); });
}

}  // namespace beatbook::app
