/* One tablet pushes three saves to a server that crashes, is backed up and is restored, while colleagues push between.

   Models    TabletLog::save, take_welcome, take_ack (proto/kernel/tablet_log.cpp) with what is on disk at once and what only
             with the next durable transaction (durability.h); TabletConversation::load_more, on_welcome, on_ack
             (tablet_conversation.cpp) with two pushes on their way; CentralLog::take_push for one branch (central_log.cpp); the
             writer that commits a group before any of its acks leaves (sync-server/writer.cpp). A push holds one change-set.
   Leaves out  forks (fork.pml), what is pulled but for the receipts a rebuild tells again, windows in bytes, sealed outboxes.
   Beyond the code   The backup watermark: the Welcome names the gsn a backup covers, and the tablet then drops payloads it has a
             receipt for at or below it. Nothing in the code drops an own change-set yet.
   Checks    a save the officer was told of is on the tablet's disk or durable at the server, through every crash and restore from
             the newest backup; each change-set has one gsn; what counts as received is durable at the store it was received by;
             a receipt names the gsn its change-set has there; an exchange that ends leaves nothing unsent.

   -DRESTORE  the server may be restored once
   Mutants   1  the ack leaves before the commit                  6  a payload is dropped once it is received
             2  what is held already is stored again              7  the watermark is of the log's head, not of the backup
             3  a save is told before it is on disk               8  no rebuild tells the receipts again (the code, while
             4  the Welcome of a restored server changes nothing   a tablet has never pulled: restored_twice_test.cpp)
             5  receipts are not dropped when the server lost them */
#ifndef MUTANT
#define MUTANT 0
#endif
#define K 3      /* saves of the tablet */
#define LOG 6    /* gsns in all */
#define OTHER 9  /* a colleague's entry */
#ifdef RESTORE
#define FAULTS 1   /* cuts of the line, and crashes of either end */
#else
#define FAULTS 2
#endif

/* The server: entries by gsn. A group is written but not on disk. */
byte entry[LOG + 1], size = 0, backup[LOG + 1], backup_size = 0, watermark = 0;
byte group = 0;   /* own change-sets in the open group, with `group_other` before them */
bool group_other = 0;
byte store = 1;
byte others = 0, crashes = 0, backups = 0;

/* The tablet. d_ = what a power cut leaves. */
byte head = 0, d_head = 0, told = 0, acked = 0, d_acked = 0, dropped = 0;
byte receipt[K + 1], d_receipt[K + 1];
byte known = 0, d_known = 0;   /* store incarnation */
bool rebuild = 0;              /* begun at once durable; tells all receipts again */
byte cuts = 0;

/* The connection: in order, or cut. up: seq of a push, 0 = Hello. down: WELCOME have, or seq of an ack with its gsn. */
chan up = [3] of { byte };
chan down = [3] of { byte, byte, byte };
#define WELCOME 100
bool open = 0;
byte sent = 0, stale = 0, covers = 0;
byte ack_seq[3], ack_count = 0;   /* acks that wait for the commit */

hidden byte i, n, seq, gsn, what, has;

inline held(s, at) {   /* the gsn of own change-set s on the server's disk, 0 = none */
  at = 0;
  for (n : 1 .. LOG) { if :: n <= size && entry[n] == s -> at = n :: else fi }
  n = 0
}

inline last_held() {   /* newest own change-set on disk */
  has = 0;
  for (n : 1 .. LOG) { if :: n <= size && entry[n] != OTHER && entry[n] > has -> has = entry[n] :: else fi }
  n = 0
}

inline flush() {
  d_head = head; d_acked = acked; d_known = known;
  for (i : 1 .. K) { d_receipt[i] = receipt[i] }
  i = 0
}

inline hang_up() {
  open = 0; sent = 0; stale = 0; covers = 0;
  do :: nempty(up) -> up?_ :: empty(up) -> break od;
  do :: nempty(down) -> down?_,_,_ :: empty(down) -> break od;
  what = 0
}

inline group_lost() {
  group = 0; group_other = 0; ack_count = 0;
  for (i : 0 .. 2) { ack_seq[i] = 0 }
  i = 0
}

inline check() {
  for (i : 1 .. K) {
    held(i, gsn);
    if :: i <= told -> assert(gsn != 0 || (i <= d_head && i > dropped)) :: else fi;   /* nothing told is lost */
    if :: i <= acked && known == store -> assert(gsn != 0) :: else fi;                /* received is durable */
    if :: receipt[i] != 0 && known == store && !rebuild -> assert(receipt[i] == gsn) :: else fi
    has = 0;
    for (n : 1 .. LOG) { if :: n <= size && entry[n] == i -> has++ :: else fi }
    assert(has <= 1)                                                                  /* exactly once */
  }
  gsn = 0; has = 0; i = 0; n = 0
}

active proctype World() {
  do
  :: d_step {   /* a save: durable when it returns, and all before it with it */
       head < K -> head++;
#if MUTANT != 3
       flush();
#endif
       told = head; check()
     }
  :: d_step { d_acked != acked || d_known != known || d_head != head -> flush() }   /* another durable transaction */
  :: d_step {   /* Hello leaves, the first pushes with it */
       !open -> open = 1; sent = acked; up!0
     }
  :: d_step { open && nfull(up) && sent < head && sent < acked + 2 -> sent++; up!sent }
  :: d_step {   /* the server takes a Hello, or puts a push into the open group */
       nempty(up) && nfull(down) && ack_count < 3 -> up?seq;
       last_held();
       if
       :: seq == 0 ->
          down!WELCOME,has,
#if MUTANT == 7
            size
#else
            watermark
#endif
       :: else ->
          if
#if MUTANT == 2
          :: seq <= has + group && size + group < LOG -> group = group + 1
#endif
          :: seq == has + group + 1 && size + group + group_other < LOG -> group++
          :: else   /* held already, or a gap: nothing is stored */
          fi;
          ack_seq[ack_count] = seq; ack_count++
       fi;
       seq = 0; has = 0
     }
  :: d_step {   /* a colleague's push comes into the group first */
       others < 2 && !group_other && group == 0 && size < LOG - K -> others++; group_other = 1
     }
#if MUTANT == 1
  :: d_step {   /* acks before the commit */
       ack_count > 0 && nfull(down) -> down!ack_seq[0],size + group,ack_seq[0];
       for (i : 1 .. 2) { ack_seq[i - 1] = ack_seq[i] } ack_seq[2] = 0; ack_count--; i = 0
     }
#endif
  :: d_step {   /* the group's commit */
       group > 0 || group_other ->
       last_held();
       if :: group_other -> size++; entry[size] = OTHER :: else fi;
       do
       :: group > 0 -> group--; size++;
#if MUTANT == 2
          if :: has < ack_seq[0] -> has++ :: else -> has = ack_seq[0] fi;
#else
          has++;
#endif
          entry[size] = has
       :: group == 0 -> break
       od;
       group_other = 0; has = 0; check()
     }
  :: d_step {   /* an ack leaves once its group is on disk; it names what the server holds */
       ack_count > 0 && group == 0 && nfull(down) && open ->
       last_held();
       held(ack_seq[0], gsn);
       down!has,gsn,ack_seq[0];
       for (i : 1 .. 2) { ack_seq[i - 1] = ack_seq[i] }
       ack_seq[2] = 0; ack_count--; gsn = 0; has = 0; i = 0
     }
  :: d_step {   /* the tablet reads a Welcome or an ack: its facts are on disk with the next durable transaction */
       nempty(down) && open -> down?what,gsn,seq;
       if
       :: what == WELCOME ->
          covers = seq;
#if MUTANT != 4
          if
          :: gsn < acked ->
             stale = sent - (acked < sent -> acked : sent); acked = gsn; sent = gsn;
#if MUTANT != 5
             for (i : 1 .. K) { if :: i > gsn -> receipt[i] = 0 :: else fi }
#endif
          :: else
          fi;
#endif
#if MUTANT == 5
          known = store
#else
          if
          :: known != store && known != 0 -> rebuild = 1; known = store;
#if MUTANT == 8
             rebuild = 0
#else
             flush()
#endif
          :: else -> known = store
          fi
#endif
       :: what != WELCOME && stale > 0 -> stale--
       :: what != WELCOME && stale == 0 ->
          if
          :: what < seq -> sent = what; stale = len(up) + len(down) + ack_count   /* the server lacks what came before */
          :: else ->
             receipt[seq] = gsn;
             if :: seq > acked && seq <= head -> acked = seq :: else fi
          fi
       fi;
       what = 0; gsn = 0; seq = 0; i = 0; check()
     }
  :: d_step {   /* the pages of a rebuild tell own change-sets in full, with their receipts */
       open && rebuild && acked == head && len(up) == 0 && len(down) == 0 && ack_count == 0 -> rebuild = 0;
       for (i : 1 .. K) { held(i, gsn); receipt[i] = (i <= head -> gsn : 0) }
       gsn = 0; i = 0; flush(); check()
     }
  :: d_step {   /* what a backup covers need not stay here */
       open && dropped < acked && !rebuild &&
#if MUTANT == 6
         true
#else
         receipt[dropped + 1] != 0 && receipt[dropped + 1] <= covers
#endif
       -> dropped++; flush(); check()
     }
  :: d_step {   /* Goodbye: nothing is unsent, all is there */
       open && acked == head && sent == head && !rebuild && known == store && len(up) == 0 && len(down) == 0 && ack_count == 0 ->
       for (i : 1 .. K) { held(i, gsn); assert(i > head || gsn != 0) }
       gsn = 0; i = 0; hang_up()
     }
  :: d_step { open && cuts < FAULTS -> cuts++; hang_up(); ack_count = 0; ack_seq[0] = 0; ack_seq[1] = 0; ack_seq[2] = 0 }
  :: d_step {   /* power cut on the tablet */
       crashes < FAULTS -> crashes++; hang_up(); ack_count = 0; ack_seq[0] = 0; ack_seq[1] = 0; ack_seq[2] = 0;
       head = d_head; acked = d_acked; known = d_known;
       for (i : 1 .. K) { receipt[i] = d_receipt[i] }
       i = 0; check()
     }
  :: d_step { crashes < FAULTS -> crashes++; hang_up(); group_lost(); check() }   /* kill -9 of the server */
#ifdef RESTORE
  :: d_step {
       backups < 2 && store == 1 -> backups++;
       for (i : 1 .. LOG) { backup[i] = entry[i] }
       backup_size = size; watermark = size; i = 0
     }
  :: d_step {
       store == 1 -> store = 2; hang_up(); group_lost();
       for (i : 1 .. LOG) { entry[i] = (i <= backup_size -> backup[i] : 0) }
       size = backup_size; i = 0; check()
     }
#endif
  od
}
