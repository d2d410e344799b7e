/* An entry X is purged while its author and a colleague are offline, their tablets or the server are put back to backups that
   hold it, and the author has written another entry Y behind it.

   Models    the chain, whose hash covers a salted digest of each change so that a payload can go (chain_next in
             proto/kernel/change_set.cpp), the order and what a server does with a late push (central_orders.cpp, store_set in
             central_log.cpp), the list beside the store (sync-server/purge_list.h), receipts (purge_book.h), the tablet's part
             (tablet_erasure.cpp), re-pushing what a restored server lost (TabletLog::take_welcome), own entries given back to a
             restored tablet and the shadow view (tablet_pull.cpp), and the sealed outbox (app/vault).
   What it proves   A purge is first written to a list that is no part of the store or its backups, then to the log as an
             entry with its own gsn. What is purged stays as a skeleton: header hash, digests and place. Whenever the server opens
             its store it applies the list: payloads go, and each purge it names that is not in the log is numbered anew. A push
             of something on the list, known by its hash, is taken as a skeleton. A tablet that takes a PURGE erases own entry,
             view and shadow in the transaction of the cursor, then its outbox and every page of its file (owed until then), and
             only then sends a receipt; what a crash cuts of that is done at the next opening. A Hello whose cursor is before the
             PURGE takes the receipt back, and a restored server starts without any. A list that cannot be read keeps the server
             from opening.
   Leaves out  attachments, quarantine, copies of a tablet (the simulator has them), what of X was copied into other entries.
   Checks    once a person was told that X is purged, no server in use holds it; a tablet the server counts as erased holds it
             nowhere, unless it was put back since and has not said Hello; a tablet that ends an exchange begun after the purge
             holds it nowhere; Y is never held up or lost by the purge of X.

   -DRESTORE  the server and one of the tablets may be put back once each
   Mutants   1  the list lies in the store, so a restore forgets it     5  the receipt leaves before the tablet's disk has it
             2  a push of what is purged is taken whole                 6  a tablet put back stays counted as erased
             3  the author's tablet drops the skeleton too              7  a purge empties the view in use and leaves the other
             4  the log is written before the list                      8  the outbox keeps what the log has purged
             9  a restored server purges its own copy only           10  a restored server believes the receipts of its backup
            11  the receipt leaves while the file is still owed       12  a list that cannot be read is taken for an empty one */
#ifndef MUTANT
#define MUTANT 0
#endif
#define NONE 0
#define PAYLOAD 1
#define SKELETON 2
#define PURGE 3
#define AUTHOR 0

/* The server: X, Y and the purge in its log, whether X comes first, and who sent a receipt. */
byte x = NONE, b_x;
bool y, purged, x_first, erased[2];
bool b_y, b_purged, b_first, b_erased[2];
bool has_backup, up = 1, list, told;
bool readable = 1;   /* the list */
byte store = 1;

/* A tablet's disk. For the author `has` is the own log, for the colleague the view people see. */
byte has[2], shadow[2], known[2] = 1;
bool got_x[2], got_p[2], rebuilding[2], outbox, wrote_y, hole;
bool owed_scrub[2];  /* the file has pages that held it */
bool t_scrub;
byte t_has; bool t_x, t_p, t_outbox, t_y, t_backup; byte t_who, t_known;   /* one backup of one tablet */
bool put_back;      /* has happened */
bool fresh[2] = 1;  /* not put back since its last Hello */

bool open[2], promised[2], owed[2];   /* what the Hello found: the purge in the log; a person told of it */
byte page[2];

#define NOWHERE(t) (has[t] != PAYLOAD && shadow[t] != PAYLOAD && !owed_scrub[t] && (t != AUTHOR || !outbox))

inline check() {
  assert(!up || !told || x != PAYLOAD);
  assert(!erased[0] || !fresh[0] || NOWHERE(0));
  assert(!erased[1] || !fresh[1] || NOWHERE(1))
}

inline hang_up(t) { open[t] = 0; page[t] = 0; promised[t] = 0; owed[t] = 0 }

inline erase(t) {
  owed_scrub[t] = 1;
#if MUTANT == 7
  if
  :: rebuilding[t] -> shadow[t] = (shadow[t] == PAYLOAD -> SKELETON : shadow[t])
  :: else -> has[t] = (has[t] == PAYLOAD -> SKELETON : has[t])
  fi;
#else
  has[t] = (has[t] == PAYLOAD -> SKELETON : has[t]);
  shadow[t] = (shadow[t] == PAYLOAD -> SKELETON : shadow[t]);
#endif
#if MUTANT == 3
  if :: t == AUTHOR && has[t] == SKELETON -> hole = 1 :: else fi;
#endif
  skip
}

/* Outbox and file, after the transaction of the page. */
inline scrub(t) {
  owed_scrub[t] = 0;
#if MUTANT != 8
  if :: t == AUTHOR -> outbox = 0 :: else fi
#else
  skip
#endif
}

active proctype World() {
  byte who;
  do
  :: d_step { has[AUTHOR] == NONE && !open[AUTHOR] && !put_back && x == NONE && !list -> has[AUTHOR] = PAYLOAD; outbox = 1 }
  :: d_step { has[AUTHOR] != NONE && !wrote_y && !open[AUTHOR] -> wrote_y = 1 }
  /* The order to purge: the list, then the log; the person is told when both are on disk. */
#if MUTANT == 4
  :: d_step { up && x == PAYLOAD && !purged -> x = SKELETON; purged = 1; x_first = 1; told = 1; check() }
  :: d_step { up && purged && !list -> list = 1 }
#else
  :: d_step { up && x == PAYLOAD && !list -> list = 1 }
  :: d_step { up && list && !purged -> x = (x == PAYLOAD -> SKELETON : x); purged = 1; x_first = (x != NONE); told = 1; check() }
#endif
  :: d_step { up -> up = 0; hang_up(0); hang_up(1) }   /* kill -9 */
  :: d_step { !up && list && readable -> readable = 0 }  /* the list is damaged; somebody puts it back */
  :: d_step { !up && !readable -> readable = 1 }
  :: d_step {   /* the server opens its store and applies the list */
#if MUTANT == 12
       !up -> up = 1;
       if
       :: list && readable ->
#else
       !up && readable -> up = 1;
       if
       :: list ->
#endif
          x = (x == PAYLOAD -> SKELETON : x);
#if MUTANT != 9
          if :: !purged -> purged = 1; x_first = (x != NONE) :: else fi
#endif
       :: else
       fi;
       check()
     }
  :: atomic {
       if :: who = 0 :: who = 1 fi;
       if
       :: d_step {   /* Hello, of a tablet that owes nothing: else it only hands in */
            up && !open[who] && !owed_scrub[who] -> open[who] = 1; fresh[who] = 1;
            if
            :: known[who] != store ->   /* another store: rebuild into a shadow; own entries lie outside the views */
               known[who] = store; got_x[who] = 0; got_p[who] = 0; shadow[who] = NONE;
               rebuilding[who] = (who != AUTHOR)
            :: else
            fi;
#if MUTANT != 6
            if :: !got_p[who] -> erased[who] = 0 :: else fi;
#endif
            promised[who] = purged; owed[who] = told; check()
          }
       :: d_step {   /* the author pushes X, or its skeleton */
            who == AUTHOR && open[who] && up && x == NONE && has[who] != NONE ->
            assert(!hole);   /* else the chain cannot go on, and Y never comes */
            x = has[who];
#if MUTANT != 2
            if :: list -> x = SKELETON :: else fi;
#endif
            x_first = !purged; outbox = 0; check()
          }
       :: d_step { who == AUTHOR && open[who] && up && x != NONE && wrote_y && !y -> y = 1 }
       :: d_step {   /* the next page, in the order of the log; a restored tablet gets own entries whole */
            open[who] && up && page[who] == 0 ->
            if
            :: x != NONE && !got_x[who] && (x_first || !purged || got_p[who]) -> page[who] = x
            :: purged && !got_p[who] && (!x_first || got_x[who]) -> page[who] = PURGE
            :: else
            fi
          }
       :: d_step {   /* the tablet takes a page and the cursor in one transaction */
            page[who] == PAYLOAD || page[who] == SKELETON ->
            got_x[who] = 1;
            if
            :: rebuilding[who] -> shadow[who] = page[who]
            :: !rebuilding[who] && has[who] == NONE -> has[who] = page[who]
            :: else
            fi;
            page[who] = 0; check()
          }
#if MUTANT == 5
       :: d_step { page[who] == PURGE && !erased[who] -> erased[who] = 1; check() }
#endif
       :: d_step { page[who] == PURGE -> got_p[who] = 1; erase(who); page[who] = 0; check() }
       :: d_step { owed_scrub[who] -> scrub(who); check() }   /* also at the next opening */
#if MUTANT == 11
       :: d_step { open[who] && up && got_p[who] && !erased[who] -> erased[who] = 1; check() }
#else
       :: d_step { open[who] && up && got_p[who] && !owed_scrub[who] && !erased[who] -> erased[who] = 1; check() }   /* the receipt */
#endif
       :: d_step {   /* the shadow is complete */
            open[who] && rebuilding[who] && page[who] == 0 && (got_x[who] || x == NONE) && (got_p[who] || !purged) ->
            has[who] = shadow[who]; shadow[who] = NONE; rebuilding[who] = 0; check()
          }
       :: d_step {   /* Goodbye: current */
            open[who] && up && page[who] == 0 && !rebuilding[who] && (got_x[who] || x == NONE) &&
              (got_p[who] || !promised[who]) &&
              !owed_scrub[who] &&
              (who != AUTHOR || ((x != NONE || has[who] == NONE) && (y || !wrote_y))) ->
            assert(!owed[who] || NOWHERE(who));
            hang_up(who)
          }
       :: d_step { open[who] -> hang_up(who) }   /* cut */
       :: else
       fi;
       who = 0
     }
#ifdef RESTORE
  :: d_step {
       up && !has_backup && store == 1 -> has_backup = 1;
       b_x = x; b_y = y; b_purged = purged; b_first = x_first; b_erased[0] = erased[0]; b_erased[1] = erased[1]
     }
  :: d_step {
       has_backup && store == 1 -> store = 2; has_backup = 0; up = 0; hang_up(0); hang_up(1);
       x = b_x; y = b_y; purged = b_purged; x_first = b_first;
#if MUTANT == 10
       erased[0] = b_erased[0]; erased[1] = b_erased[1];
#else
       erased[0] = 0; erased[1] = 0;   /* who was put back since the backup is not known here */
#endif
       b_x = 0; b_y = 0; b_purged = 0; b_first = 0; b_erased[0] = 0; b_erased[1] = 0;
#if MUTANT == 1
       list = purged;
#endif
       skip
     }
  :: atomic {
       !t_backup && !put_back ->
       if :: who = 0 :: who = 1 fi;
       d_step {
         if
         :: !open[who] && !rebuilding[who] ->
            t_backup = 1; t_who = who; t_has = has[who]; t_x = got_x[who]; t_p = got_p[who];
            t_outbox = outbox; t_scrub = owed_scrub[who]; t_y = wrote_y; t_known = known[who]
         :: else
         fi;
         who = 0
       }
     }
  :: d_step {
       t_backup -> t_backup = 0; put_back = 1; hang_up(t_who); fresh[t_who] = 0;
       owed_scrub[t_who] = t_scrub; t_scrub = 0;
       has[t_who] = t_has; got_x[t_who] = t_x; got_p[t_who] = t_p; known[t_who] = t_known;
       shadow[t_who] = NONE; rebuilding[t_who] = 0;
       if :: t_who == AUTHOR -> outbox = t_outbox; wrote_y = t_y; hole = 0 :: else fi;
       t_who = 0; t_has = 0; t_x = 0; t_p = 0; t_outbox = 0; t_y = 0; t_known = 0
     }
#endif
  od
}
