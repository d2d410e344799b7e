#pragma once
// Exchanges with the server on a thread of their own. Its socket waits here; each answer is kept on the tablet's thread, one at
// a time, so lists are read in between however much comes in. One exchange at a time; called from the interface thread.
#include <QObject>
#include <QThread>
#include <filesystem>
#include <mutex>
#include <stop_token>

#include "app/sync/exchange.h"
#include "app/ui/tablet_thread.h"

namespace beatbook::app {

class ExchangeThread : public QObject {
  Q_OBJECT
 public:
  // `tablet` must outlive it.
  explicit ExchangeThread(TabletThread& tablet, QObject* parent = nullptr);
  // Stops what runs and waits for it.
  ~ExchangeThread() override;

  bool running() const { return running_; }
  // Of the unlocked tablet. Nothing while one runs.
  void exchange();
  // The sealed outbox of a locked tablet in `directory`, this one's or a colleague's. Nothing while one runs.
  void push(std::filesystem::path directory);
  // What runs ends soon, as if the signal were lost.
  void stop();
  // On the tablet's thread, before it opens the files: waits until a push of a locked tablet has let go of them.
  void let_go();

 signals:
  void runningChanged();
  // `fraction` of what the server has for us, -1 when it is not known.
  void progressed(quint64 acked, quint64 head, quint64 received, double fraction);
  void exchanged(const beatbook::app::ExchangeReport& report);
  void pushed(const beatbook::app::LockedPush& done);

 private:
  struct Worker : QObject {};
  void start(std::function<void(std::stop_token)> work);
  ExchangeReport run_exchange_here(std::stop_token stop);

  TabletThread& tablet_;
  QThread thread_;
  Worker* worker_;
  std::stop_source stop_;
  std::mutex files_;  // held while a locked tablet's files are open
  bool running_ = false;
};

}  // namespace beatbook::app
