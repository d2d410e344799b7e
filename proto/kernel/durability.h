#pragma once
// When a transaction is on disk.
namespace beatbook {

enum class Durability {
  now,        // when commit() returns
  with_next,  // with the next transaction that is `now`; a power cut before loses it whole, never half of it. Only for what can
              // be had again: the server's pages and receipts, derived tables
};

}  // namespace beatbook
