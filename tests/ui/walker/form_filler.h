#pragma once
// Answers every question of the form that is open, so that whatever an answer opens is on the page as well.
#include <QStringList>

class QObject;
class QQuickWindow;

namespace beatbook::test::walker {

// The form in the window; null when none is open.
QObject* form_of(QQuickWindow& window);
// Waits until it can be filled in, or says why not; false when it does neither within five seconds.
bool wait_for_form(QObject& form);
// Yes to every question, the first code of every list, words, a plate, a day ..., and one of each list of blocks, until nothing
// new is asked. Records that a field names are left out. Every section stays open.
void fill_in(QQuickWindow& window, QObject& form);

// Where a form shows one section at a time: the sections. Empty where it shows them all.
QStringList steps_of(QQuickWindow& window);
void open_step(QQuickWindow& window, const QString& step);

}  // namespace beatbook::test::walker
