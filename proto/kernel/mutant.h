#pragma once
// Bugs planted for the simulator (tests/simulator): one is switched on at a time, only where BEATBOOK_MUTANTS is defined. In
// every other build mutant() is a constant and nothing is left of them.

namespace beatbook {

#define BEATBOOK_EACH_MUTANT(X) \
  X(save_not_durable)           \
  X(seq_used_again)             \
  X(chain_not_continued)        \
  X(clock_may_go_back)          \
  X(receipt_forgotten)          \
  X(restored_server_believed)   \
  X(unproved_is_acked)          \
  X(fork_keeps_ack)             \
  X(fork_without_rebuild)       \
  X(fast_clock_kept)            \
  X(ack_means_all)              \
  X(restart_forgets_own)        \
  X(cursor_before_page)         \
  X(swap_loses_unsent)          \
  X(swap_before_the_end)        \
  X(own_not_given_back)         \
  X(shadow_not_cleared)         \
  X(colleague_not_logged)       \
  X(same_number_same_entry)     \
  X(fork_not_seen)              \
  X(incarnation_given_twice)    \
  X(gsn_leaves_gap)             \
  X(quarantine_is_loss)         \
  X(quarantine_merged)          \
  X(branch_not_stored)          \
  X(receipt_names_wrong_place)  \
  X(second_class_unlisted)      \
  X(central_record_not_merged)  \
  X(classes_leak)               \
  X(page_end_skips_one)         \
  X(copy_taken_for_own)         \
  X(last_writer_wins)           \
  X(unknown_tag_dropped)        \
  X(late_value_returns)         \
  X(edit_replaces_unseen)       \
  X(retract_discards)           \
  X(clear_ignored)              \
  X(other_store_continues)      \
  X(other_streams_continue)     \
  X(other_store_is_proof)       \
  X(read_before_proved)         \
  X(own_pages_forgotten)        \
  X(ends_before_current)        \
  X(lost_is_not_sent_again)     \
  X(difference_ignored)         \
  X(save_in_between_waits)      \
  X(release_not_merged)         \
  X(release_forgotten)          \
  X(release_not_told)           \
  X(released_stays_held)        \
  X(purge_leaves_central)       \
  X(purge_leaves_salt)          \
  X(purge_skips_quarantined)    \
  X(purge_leaves_own)           \
  X(purge_leaves_other_view)    \
  X(purged_push_taken_whole)    \
  X(purge_list_restored)        \
  X(received_is_backed_up)      \
  X(picture_needs_no_backup)    \
  X(lost_by_all_forgotten)      \
  X(kept_not_shown)             \
  X(kept_leaks)                 \
  X(kept_when_it_is_back)       \
  X(kept_when_it_is_copied)     \
  X(narrow_copy_is_enough)      \
  X(copy_has_own_name)          \
  X(two_values_are_no_conflict) \
  X(purge_leaves_kept)          \
  X(erased_before_disk)         \
  X(erased_stays_told)          \
  X(picture_acked_before_disk)  \
  X(picture_not_hashed)         \
  X(received_by_any_store)      \
  X(pictures_need_no_server)    \
  X(purge_leaves_picture)       \
  X(purge_leaves_own_picture)   \
  X(picture_leaks)              \
  X(held_picture_read)          \
  X(fetched_not_hashed)         \
  X(outbox_always_whole)        \
  X(outbox_fork_loses_one)      \
  X(outbox_forgets_lost_ack)    \
  X(locked_ack_means_all)       \
  X(locked_fork_acknowledges)   \
  X(purge_leaves_outbox)        \
  X(lost_ack_forgotten)         \
  X(outbox_begins_anywhere)     \
  X(outbox_mark_comes_back)

enum class Mutant {
  none,
#define BEATBOOK_MUTANT(name) name,
  BEATBOOK_EACH_MUTANT(BEATBOOK_MUTANT)
#undef BEATBOOK_MUTANT
};

#ifdef BEATBOOK_MUTANTS
inline Mutant planted_mutant = Mutant::none;
inline bool mutant(Mutant name) { return name == planted_mutant; }
#else
constexpr bool mutant(Mutant) { return false; }
#endif

}  // namespace beatbook
