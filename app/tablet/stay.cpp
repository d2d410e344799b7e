#include "app/tablet/stay.h"

#include <chrono>
#include <thread>

#include "app/tablet/tablet.h"

namespace beatbook::app {

namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr auto first_wait = 1s, longest_wait = 60s;
constexpr auto look_every = 100ms;

// Whether another program has committed to the tablet's file: read beside it, holding nothing.
class Watch {
 public:
  static Result<Watch> open(const std::filesystem::path& directory, const Key& key) {
    auto database = Database::open(directory / notebook_file, key, Database::Mode::read_only);
    if (!database) return database.error();
    return Watch(std::move(*database));
  }
  bool changed() {
    const auto version = attempt([&]() -> Result<int64_t> { return version_.integer().value_or(0); });
    return version && std::exchange(last_, *version) != *version;
  }

 private:
  explicit Watch(Database database)
      : database_(std::make_unique<Database>(std::move(database))), version_(database_->prepare("PRAGMA data_version")) {}

  std::unique_ptr<Database> database_;
  Statement version_;
  int64_t last_ = 0;
};

// Opens the tablet when something is to be done, and lets it go.
class PassingHands : public Hands {
 public:
  PassingHands(std::filesystem::path directory, const Key& key, Watch& watch)
      : directory_(std::move(directory)), key_(key), watch_(watch) {}

  Result<Tablet*> tablet() {
    if (!open_) {
      auto opened = Tablet::open(directory_, key_);
      if (!opened) return opened.error();
      open_ = std::move(*opened);
    }
    return open_.get();
  }
  // What was taken in is in lists, and the outbox follows. What was written here is no news; nobody else can write before it is
  // let go.
  Result<void> let_go() {
    if (!open_) return {};
    unsaid_ |= open_->log().head_seq() != told_seq_;
    const auto indexed = open_->index_step(SIZE_MAX);
    auto settled = indexed ? open_->settle() : Result<void>(indexed.error());
    (void)watch_.changed();
    open_.reset();
    return settled;
  }

  // Whether something was saved that no position told of. Lets go first: other programs have their turn, also where the line
  // stands still for long.
  bool saved() { return let_go() && (watch_.changed() || unsaid_); }

  Result<TabletPosition> position() override {
    auto at = with([](Hands& hands) { return hands.position(); });
    if (at) {
      told_seq_ = at->head_seq;
      unsaid_ = false;
    }
    return at;
  }
  Result<v1::Push> load_own(uint64_t after_seq, size_t max_bytes, size_t& count) override {
    return with([&](Hands& hands) { return hands.load_own(after_seq, max_bytes, count); });
  }
  Result<void> keep(const v1::Welcome& welcome) override {
    return with([&](Hands& hands) { return hands.keep(welcome); });
  }
  Result<void> keep(const v1::PushAck& ack) override {
    return with([&](Hands& hands) { return hands.keep(ack); });
  }
  Result<void> keep(const v1::Fork& fork) override {
    return with([&](Hands& hands) { return hands.keep(fork); });
  }
  Result<PageOutcome> keep(const v1::Page& page) override {
    return with([&](Hands& hands) { return hands.keep(page); });
  }
  Result<std::vector<RecordId>> erased(const std::vector<RecordId>& records) override {
    return with([&](Hands& hands) { return hands.erased(records); });
  }
  Result<void> begin_rebuild(const std::string& reason, const Streams& streams) override {
    return with([&](Hands& hands) { return hands.begin_rebuild(reason, streams); });
  }
  Result<void> with_attachments(const std::function<void(TabletAttachments&)>& work) override {
    return with([&](Hands& hands) { return hands.with_attachments(work); });
  }

 private:
  template <class Work>
  auto with(const Work& work) -> decltype(work(std::declval<Hands&>())) {
    auto opened = tablet();
    if (!opened) return opened.error();
    return attempt([&] { return work((*opened)->hands()); });
  }

  std::filesystem::path directory_;
  Key key_;
  Watch& watch_;
  std::unique_ptr<Tablet> open_;
  uint64_t told_seq_ = 0;  // the newest save that the conversation knows of
  bool unsaid_ = false;
};

}  // namespace

Result<void> stay(const std::filesystem::path& directory, const Key& key, const StayTold& told,
                  const std::function<bool()>& ends) {
  auto watch = Watch::open(directory, key);
  if (!watch) return watch.error();
  PassingHands hands(directory, key, *watch);
  auto wait = std::chrono::milliseconds(first_wait);
  while (!ends()) {
    ExchangeReport report;
    auto tablet = hands.tablet();
    std::optional<Tablet::Link> there;
    if (tablet) there = (*tablet)->link(false);
    if (!tablet) report.failed = tablet.error();
    if (auto gone = hands.let_go(); !gone) report.failed = gone.error();
    auto connection = report.failed ? Result<Connection>(*report.failed)
                                    : Connection::connect(there->server, there->identity, exchange_patience);
    if (connection) {
      const Staying staying{[&] { return hands.saved(); },
                            [&](const ExchangeReport& so_far) {
                              wait = first_wait;
                              (void)hands.let_go();
                              told.rested(so_far);
                            },
                            ends};
      auto options = there->options_on(*connection);
      options.stay = true;
      report = stay_in_exchange(*connection, hands, options, wall_clock_ms(), staying);
    } else {
      report.failed = connection.error();
    }
    if (auto gone = hands.let_go(); !gone && !report.failed) report.failed = gone.error();
    // Another program that holds the tablet, or a disk that is full, passes; damage does not.
    if (report.failed && report.failed->code == Fault::corrupt) return *report.failed;
    if (report.failed) told.lost(*report.failed);
    // A save is worth a try at once, and a line that comes and goes is not asked for all the time.
    const auto until = Steady::now() + wait, soonest = Steady::now() + first_wait;
    for (bool saved = watch->changed(); !ends() && Steady::now() < (saved ? soonest : until); saved |= watch->changed())
      std::this_thread::sleep_for(look_every);
    wait = std::min<std::chrono::milliseconds>(2 * wait, longest_wait);
  }
  return {};
}

}  // namespace beatbook::app
