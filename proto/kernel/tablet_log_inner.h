#pragma once
// Shared by the parts of TabletLog (tablet_log.cpp: saves, tablet_answers.cpp: the own chain at the server, tablet_pull.cpp:
// pages) and by the conversation, which must go back as far as the log does; nobody else includes it.
#include <algorithm>

#include "kernel/tablet_log.h"

namespace beatbook {

namespace tablet_log {

inline constexpr std::string_view fact_tablet = "tablet";

inline std::string_view fact_of(Store::View view) { return view == Store::View::current ? "view" : "view.shadow"; }

inline std::string officer_fact(const EnrolmentId& enrolment) { return "officer." + enrolment.text(); }

inline Ancestry ancestry_of(const google::protobuf::RepeatedPtrField<v1::ForkPoint>& points) {
  Ancestry out;
  for (const auto& point : points) out.push_back({point.incarnation(), point.through_seq()});
  return out;
}

inline Streams streams_of(const google::protobuf::RepeatedPtrField<v1::StreamGrant>& grants) {
  Streams out;
  for (const auto& grant : grants) out.insert({grant.operation(), grant.visibility()});
  return out;
}

inline OwnLeaves leaves_of(const ChangeSet& set, uint64_t seq) {
  OwnLeaves out{seq, Bytes(set.header.operation), {}};
  for (const auto& one : digests_of(set)) out.changes.push_back({one.visibility, one.digest});
  return out;
}

inline bool from_another_store(const TabletPosition& at, const v1::Welcome& welcome) {
  return !at.store_incarnation.empty() && at.store_incarnation != welcome.store_incarnation();
}

// Behind which own change-set pushes go on. Another store than the one that acknowledged it may hold another entry where ours
// was: the last that it seems to hold is sent once more, for its chain shows that. Until then nothing is acknowledged.
inline uint64_t resumes_behind(const TabletPosition& at, const v1::Welcome& welcome) {
  const uint64_t held = std::min(welcome.have_seq(), at.resume_seq);
  return from_another_store(at, welcome) && held > 0 ? held - 1 : held;
}

}  // namespace tablet_log

// Rolls back unless the work succeeds, whether it fails by value or by exception; what the log keeps in memory goes back with
// it.
template <class Work>
auto TabletLog::in_transaction(Durability durability, Work&& work) -> decltype(work()) {
  const auto put_back = [this, facts = facts_, head_seq = head_seq_, head_chain = head_chain_, last_stamp = last_stamp_] {
    store_->rollback();
    store_->use(Store::View::current);
    facts_ = facts;
    head_seq_ = head_seq;
    head_chain_ = head_chain;
    last_stamp_ = last_stamp;
  };
  store_->begin(durability);
  try {
    auto result = work();
    result ? store_->commit() : put_back();
    return result;
  } catch (...) {
    put_back();
    throw;
  }
}

}  // namespace beatbook
