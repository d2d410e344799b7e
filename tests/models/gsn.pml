/* Two writers number entries, a reader pulls by number. The server crashes, is backed up and restored.

   Models    store_set: gsn = last_gsn + 1 within the writer's transaction (proto/kernel/central_log.cpp); the group that is
             committed as a whole (sync-server/writer.cpp); needs_rebuild, loaded, read_on (server_conversation.cpp);
             TabletLog::take_page, begin_rebuild and finish_rebuild (tablet_pull.cpp): page and cursor in one transaction, the
             shadow swapped in when it is complete. A page holds one entry. The digest stands for the contents up to the cursor.
   Beyond the code   -DINSTANCES: two server processes on one PostgreSQL store (design, section 5): each takes its number under a
             row lock that it holds to its commit. The code has one writer, for which the lock is its transaction.
   Leaves out  streams and grants, what the entries say, how they came (push.pml).
   Checks    numbers in the log have no gap and no number is seen before a smaller one; a reader whose cursor is c in this store
             holds exactly the entries up to c; a view that was complete stays readable while another is pulled; an exchange that
             ends as current leaves the reader with all the server had when it began.

   -DRESTORE  the server may be restored once, then other entries take the numbers that were lost
   Mutants   1  a number is taken before the lock and outside the commit (a sequence)
             2  the cursor is on disk before the page
             3  a restored store keeps its name and its readers show no digest
             4  only a cursor from the future is seen as another store
             5  a page shows a group that is not committed
             6  a group that was lost has used its numbers
             7  a rebuild empties the view people see */
#ifndef MUTANT
#define MUTANT 0
#endif
#define LOG 4
#ifdef INSTANCES
#define WRITERS 2
#else
#define WRITERS 1
#endif

/* The store: entries by gsn, each a number used once; 0 = not visible. */
byte entry[LOG + 1], backup[LOG + 1];
bool has_backup = 0;
byte store = 1, next_content = 1, crashes = 0;
byte counter = 0;   /* mutants only: numbers given so far, committed or not */
bool locked = 0;
/* A writer: the numbers its open group took, and what it puts there. */
byte group[2 * (LOG + 1)];
bool busy[2];
#define GROUP(w, n) group[(w) * (LOG + 1) + (n)]

/* The reader: what is on disk. */
byte view[LOG + 1], shadow[LOG + 1], cursor = 0, before = 0, shadow_cursor = 0, known = 0;
bool rebuilding = 0;
/* Its session, and a page on its way. */
bool open = 0, may_pull = 0, page = 0;
byte page_gsn = 0, page_content = 0, promised = 0;

hidden byte i, n, head;

inline log_head() {
  head = 0;
  for (i : 1 .. LOG) { if :: entry[i] != 0 -> head = i :: else fi }
  i = 0
}

inline check() {
  log_head();
  for (i : 1 .. LOG) { assert(i > head || entry[i] != 0) }   /* no gap */
  if
  :: known == store ->
     for (i : 1 .. LOG) {   /* a cursor is a promise */
       if :: i <= cursor && !rebuilding -> assert(view[i] == entry[i]) :: else fi;
       if :: i <= shadow_cursor && rebuilding -> assert(shadow[i] == entry[i]) :: else fi
     }
  :: else
  fi;
  /* What people see is whole, also while another is pulled. */
  for (i : 1 .. LOG) { assert(i > cursor || view[i] != 0) }
  assert(!rebuilding || cursor == before);
  i = 0; head = 0
}

inline crash() {
  for (i : 0 .. 2 * (LOG + 1) - 1) { group[i] = 0 }
  busy[0] = 0; busy[1] = 0; locked = 0;
#if MUTANT != 6 && MUTANT != 1
  counter = 0;
#endif
  open = 0; may_pull = 0; page = 0; page_gsn = 0; page_content = 0; promised = 0; i = 0
}

active proctype World() {
  byte w;
  do
  :: atomic {
       if :: w = 0 :: WRITERS > 1 -> w = 1 fi;
       if
       :: d_step {   /* an entry comes into a writer's open group */
            next_content < 6 &&
#if MUTANT == 1
              true
#else
              (!locked || busy[w])
#endif
            -> log_head(); n = head;
            for (i : 1 .. LOG) { if :: GROUP(w, i) != 0 -> n = i :: else fi }
#if MUTANT == 1 || MUTANT == 6
            if :: counter > n -> n = counter :: else fi;
#endif
            if
            :: n < LOG ->
               n++;
               GROUP(w, n) = next_content; next_content++; busy[w] = 1;
#if MUTANT == 1 || MUTANT == 6
               counter = n;
#endif
#if MUTANT != 1
               locked = 1
#endif
            :: else
            fi;
            n = 0; i = 0; head = 0
          }
       :: d_step {   /* its commit */
            busy[w] -> busy[w] = 0; locked = 0;
            for (i : 1 .. LOG) { if :: GROUP(w, i) != 0 -> entry[i] = GROUP(w, i); GROUP(w, i) = 0 :: else fi }
            i = 0; check()
          }
       :: else
       fi;
       w = 0
     }
  :: d_step {   /* Hello and Welcome: is the reader's view a prefix of ours? */
       !open -> open = 1; log_head(); promised = head; n = 0;
       for (i : 1 .. LOG) {
         if :: !rebuilding && i <= cursor && view[i] != entry[i] -> n = 1 :: else fi;
         if :: rebuilding && i <= shadow_cursor && shadow[i] != entry[i] -> n = 1 :: else fi
       }
#if MUTANT == 3 || MUTANT == 4
       n = 0;
#endif
#if MUTANT == 4
       if :: !rebuilding && cursor > head -> n = 1 :: else fi;
       if :: rebuilding && shadow_cursor > head -> n = 1 :: else fi;
#elif MUTANT != 3
       if :: known != store && (rebuilding -> shadow_cursor : cursor) > 0 -> n = 1 :: else fi;
#endif
       if
       :: n == 1 ->   /* REBUILD: an empty shadow, on disk at once; the next Hello says so */
          rebuilding = 1; shadow_cursor = 0; before = cursor;
#if MUTANT == 7
          cursor = 0;
          for (i : 1 .. LOG) { view[i] = 0 }
#endif
          for (i : 1 .. LOG) { shadow[i] = 0 }
       :: else
       fi;
       known = store; may_pull = 1;
       n = 0; i = 0; head = 0
     }
  :: d_step {   /* the server reads a page, in a transaction of its own */
       open && may_pull && !page -> log_head();
       n = (rebuilding -> shadow_cursor : cursor) + 1;
#if MUTANT == 5
       if
       :: n <= LOG && entry[n] == 0 && GROUP(0, n) != 0 -> page = 1; page_gsn = n; page_content = GROUP(0, n)
       :: else
       fi;
#endif
       if
#if MUTANT == 1
       :: n <= head && !page ->   /* it reads what is visible after the cursor */
          do :: n <= LOG && entry[n] == 0 -> n++ :: else -> break od;
          page = 1; page_gsn = n; page_content = entry[n]
#else
       :: n <= head && !page -> page = 1; page_gsn = n; page_content = entry[n]
#endif
       :: else
       fi;
       n = 0; head = 0; i = 0
     }
#if MUTANT == 2
  :: d_step { open && page && !rebuilding && cursor < page_gsn -> cursor = page_gsn }
#endif
  :: d_step {   /* page and cursor are one transaction */
       open && page -> n = page_gsn; log_head();
       if
       :: rebuilding -> shadow[n] = page_content; shadow_cursor = n
       :: else -> view[n] = page_content; cursor = n
       fi;
       page = 0; page_gsn = 0; page_content = 0; n = 0; head = 0; i = 0; check()
     }
  :: d_step {   /* the shadow holds all there is: it is what people see from now on */
       open && rebuilding && !page -> log_head();
       if
       :: shadow_cursor == head ->
          for (i : 1 .. LOG) { view[i] = shadow[i]; shadow[i] = 0 }
          cursor = shadow_cursor; shadow_cursor = 0; rebuilding = 0; before = 0
       :: else
       fi;
       head = 0; i = 0; check()
     }
  :: d_step {   /* Goodbye: current */
       open && may_pull && !rebuilding && !page && cursor >= promised && known == store ->
       for (i : 1 .. LOG) { assert(i > promised || view[i] == entry[i]) }   /* as the server had it at the Hello */
       open = 0; may_pull = 0; promised = 0; i = 0
     }
  :: d_step {   /* cut, or the tablet's crash: all it knows is on disk */
       open -> open = 0; may_pull = 0; page = 0; page_gsn = 0; page_content = 0; promised = 0
     }
  :: d_step { crashes < 2 -> crashes++; crash(); check() }   /* kill -9 of the server */
#ifdef RESTORE
  :: d_step {
       !has_backup && store == 1 -> has_backup = 1;
       for (i : 1 .. LOG) { backup[i] = entry[i] }
       i = 0
     }
  :: d_step {
       has_backup && store == 1 -> store = 2; crash(); counter = 0; has_backup = 0;
#if MUTANT == 3
       store = 1;
#endif
       for (i : 1 .. LOG) { entry[i] = backup[i]; backup[i] = 0 }
       i = 0
     }
#endif
  od
}
