#include "kernel/order.h"

namespace beatbook {

EnrolmentId server_enrolment(BytesView store_incarnation) {
  return *EnrolmentId::from_bytes(view(sha256("beatbook publisher " + Bytes(store_incarnation))).substr(0, 16));
}

std::optional<OrderRead> read_order(const ChangeSet& set) {
  if (!is_order(set)) return std::nullopt;
  const auto& change = set.changes.front().change;
  v1::Header header;
  (void)header.ParseFromArray(set.header_bytes.data(), static_cast<int>(set.header_bytes.size()));
  OrderRead out{change.kind, change.record, change.type,          change.visibility,
                0,           header.by(),   header.reason_text(), header.hlc_ms()};
  v1::Released released;
  if (change.kind == v1::Change::RELEASE && released.ParseFromString(change.partial)) out.gsn = released.gsn();
  return out;
}

}  // namespace beatbook
