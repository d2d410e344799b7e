/* Two tablets that hold one enrolment (a copied file, or one put back to a backup while what it wrote since is at the server),
   and a server that may be put back to a backup as well.

   Models    CentralLog::take_push, fork, holder_of, count_held (proto/kernel/central_log.cpp), what Welcome says of a branch
             (sync-server/reader.cpp), TabletConversation::on_welcome, on_ack, on_fork (tablet_conversation.cpp),
             TabletLog::take_fork and the own entries of take_entry (tablet_log.cpp, tablet_pull.cpp), and a colleague who pulled
             one dot and keeps an edit that names it. A push carries all that is unsent, in one frame or two; an answer may be
             lost; a content is a number used once, so the number at a seq stands for the chain hash there.
   Leaves out  what a tablet tells of an incarnation that the restored server never gave (Hello.names: here it gets another, as
             a locked tablet does; names_test.cpp and S2 of the simulator), the locked tablet's outbox, pages of colleagues'
             entries, the 64 KiB window (push.pml).
   Checks    a dot never names two contents, not even for a colleague who saw it before the server was restored; each
             change-set is in the log once; no tablet file loses what it wrote; an exchange that ends as done leaves all the
             tablet has at the server, and none ends in a state that syncing again does not mend.
   Beyond the code   Three things the model needs once a copy or a restored tablet meets a restored server; mutants 3 to 5 are the
             code without them, and tests/proto/kernel/restored_twice_test.cpp shows each on the kernel. Numbers of incarnations
             come from a counter that no restore sets back (`minted`). A branch of a restored store takes nothing more under its
             old dots but what its tablet had acknowledged by the lost store (`sealed`, `proof`). The Hello shows the chain at
             acked_seq, for when there is nothing to push that would.

   -DRESTORE  the server makes one backup and is restored from it once
   Mutants   1  a parted chain goes on under the old incarnation      5  what was acknowledged is not proved at the Hello
             2  the hash before a push is not compared                6  after a fork the common part is stored again
             3  an incarnation is the newest held and one             7  own entries are given back before the chain is compared
             4  a restored branch goes on as if nothing were lost */
#ifndef MUTANT
#define MUTANT 0
#endif
#define SEQ 3
#ifdef RESTORE
#define MORE 1   /* what the copy writes: seconds instead of half a minute */
#else
#define MORE 2
#endif
#define BRANCHES 6
#define AT(b, s) ((b) * SEQ + (s) - 1)

/* The server. Contents and owners of a branch hold those of its ancestry too: `owner` is the incarnation in the dot. */
bool known[BRANCHES], sealed[BRANCHES];
byte last[BRANCHES], content[BRANCHES * SEQ], owner[BRANCHES * SEQ];
byte epoch = 1, minted = 0;
bool has_backup = 0;
bool b_known[BRANCHES];
byte b_last[BRANCHES], b_content[BRANCHES * SEQ], b_owner[BRANCHES * SEQ];

/* The tablets' files; tablet 1 is there once it is copied from tablet 0. */
bool copied = 0;
byte inc[2], head[2], acked[2], store[2], mine[2 * SEQ], wrote[2];
/* A session: what was sent, and what the Hello said the lost store had acknowledged (0: same store). */
bool open[2], pull[2];
byte sent[2], proof[2];

/* A colleague's unsent edit. */
byte saw_inc, saw_seq, saw_content = 0;

hidden byte through, b, s, best, most, held, count, to, child, newest, match;

#define BEFORE(b, n) ((n) == 0 -> 0 : content[AT(b, n)])
#define MINE(t, n) ((n) == 0 -> 0 : mine[AT(t, n)])

inline store_one(br, t) {   /* what the tablet has at last+1 */
  last[br]++;
  content[AT(br, last[br])] = mine[AT(t, last[br])];
  owner[AT(br, last[br])] = br;
  /* One dot, one content: else the colleague's edit replaces a value nobody saw. */
  assert(saw_content == 0 || saw_inc != br || saw_seq != last[br] || saw_content == content[AT(br, last[br])]);
}

/* Each content lies in the log once. A server put back to before the part two files share may give that part a second dot: its
   values are equal bytes, so nothing is lost or shown twice, but an edit that named one dot leaves the other standing. */
#define IN(t, n) (mine[AT(t, 1)] == (n) || mine[AT(t, 2)] == (n) || mine[AT(t, 3)] == (n))
#define SHARED(n) (epoch == 2 && IN(0, n) && IN(1, n))
inline in_log(c) {   /* how often content c lies in the log */
  held = 0;
  for (b : 0 .. BRANCHES - 1) {
    for (s : 1 .. SEQ) { if :: known[b] && s <= last[b] && owner[AT(b, s)] == b && content[AT(b, s)] == c -> held++ :: else fi }
  }
  b = 0; s = 0
}

inline once() {
  for (count : 1 .. 6) { in_log(count); assert(held <= 1 || SHARED(count)) }
  held = 0; count = 0
}

inline fork(parent, after, t) {   /* answers child */
  child = BRANCHES; newest = 0;
  for (b : 0 .. BRANCHES - 1) {
    if
    :: known[b] ->
       newest = b;
       match = (b > 0 && last[b] == after && child == BRANCHES && !sealed[b]);
       if :: match && after > 0 -> match = (content[AT(b, after)] == content[AT(parent, after)]) :: else fi;
       for (s : 1 .. SEQ) {
         if :: match && s <= after -> match = (owner[AT(b, s)] == owner[AT(parent, s)]) :: else fi
       }
       if :: match -> child = b :: else fi
    :: else
    fi
  }
  if
  :: child == BRANCHES ->
#if MUTANT == 3
     child = newest + 1;
#else
     minted++; child = minted;
#endif
     assert(child < BRANCHES);
     known[child] = 1; last[child] = after;
     for (s : 1 .. SEQ) {
       if
       :: s <= after -> content[AT(child, s)] = content[AT(parent, s)];
#if MUTANT == 6
          owner[AT(child, s)] = child
#else
          owner[AT(child, s)] = owner[AT(parent, s)]
#endif
       :: else
       fi
     }
  :: else
  fi;
  newest = 0; match = 0; b = 0; s = 0
}

inline count_held(br, t) {   /* from sent[t]+1 on */
  held = 0;
  for (s : 1 .. SEQ) {
    if
    :: s == sent[t] + held + 1 && s <= through && s <= last[br] && content[AT(br, s)] == mine[AT(t, s)] -> held++
    :: else
    fi
  }
  s = 0
}

/* The known branch that holds most of the push, the tablet's own first; BRANCHES = none fits. */
inline place(t) {
  best = BRANCHES; most = 0;
  if :: known[inc[t]] && sent[t] <= last[inc[t]] && BEFORE(inc[t], sent[t]) == MINE(t, sent[t]) ->
        count_held(inc[t], t); best = inc[t]; most = held
     :: else
  fi;
  for (newest : 0 .. BRANCHES - 1) {
    if
    :: known[newest] && sent[t] <= last[newest] && BEFORE(newest, sent[t]) == MINE(t, sent[t]) ->
       count_held(newest, t);
       if :: best == BRANCHES || held > most -> best = newest; most = held :: else fi
    :: else
    fi
  }
  to = sent[t] + most; newest = 0; held = 0
}

/* CentralLog::take_push. Answers child = ACK with `to`, a new `child` with the place in `to` (Fork), or child = BRANCHES
   (Fork{0, 0}). */
#define ACK 100
inline take_push(t) {
  child = ACK;
  if
  :: known[inc[t]] && sent[t] > last[inc[t]] -> to = last[inc[t]]
  :: (inc[t] > 0 && !known[inc[t]]) || (known[inc[t]] && sent[t] <= last[inc[t]] && sealed[inc[t]]) ->
     place(t);
     if
     :: best == BRANCHES -> child = BRANCHES
     :: else ->
        do   /* what the lost store had acknowledged, under the dot it had */
        :: best == inc[t] && to == last[best] && to < through && to < proof[t] -> store_one(best, t); to++
        :: else -> break
        od;
        /* A sealed branch that holds all that was acknowledged has ended. */
        if
        :: to < through || (best == inc[t] && sealed[best] && to == last[best] && to >= proof[t]) -> fork(best, to, t)
        :: else
        fi
     fi
  :: else ->
     best = inc[t];
     if
#if MUTANT != 2
     :: BEFORE(best, sent[t]) != MINE(t, sent[t]) -> child = BRANCHES
#endif
     :: else ->
        count_held(best, t);
        to = sent[t] + held; held = 0;
        if
        :: to < through && to < last[best] ->
#if MUTANT == 1
           last[best] = to
#else
           fork(best, to, t)
#endif
        :: else
        fi;
        do
        :: child == ACK && to < through -> store_one(best, t); to++
        :: else -> break
        od
     fi
  fi;
  most = 0; best = 0
}

inline hang_up(t) { open[t] = 0; pull[t] = 0; sent[t] = 0; proof[t] = 0 }

active proctype World() {
  byte t, n;
  d_step { known[0] = 1; mine[AT(0, 1)] = 1; head[0] = 1; wrote[0] = 1 }
  do
  :: d_step {   /* the file is copied */
       !copied && !open[0] -> copied = 1; inc[1] = inc[0]; head[1] = head[0]; acked[1] = acked[0]; store[1] = store[0];
       for (s : 1 .. SEQ) { mine[AT(1, s)] = mine[AT(0, s)] }
       s = 0
     }
  :: atomic {
       if :: t = 0 :: copied -> t = 1 fi;
       if
       :: d_step {   /* a save: contents 1 to 3 are tablet 0's, the others tablet 1's */
            wrote[t] < (t == 0 -> 3 : MORE) && head[t] < SEQ && !open[t] ->
            wrote[t]++; head[t]++; mine[AT(t, head[t])] = t * 3 + wrote[t]
          }
       :: d_step {   /* Hello and Welcome */
            !open[t] -> open[t] = 1;
            to = (known[inc[t]] -> last[inc[t]] : 100);
            if
            :: to == 100 -> for (b : 0 .. BRANCHES - 1) { if :: known[b] -> to = last[b]; best = b :: else fi }
            :: else -> best = inc[t]
            fi;
            proof[t] = (store[t] != epoch && store[t] != 0 -> acked[t] : 0);
#if MUTANT != 5
            /* Not the chain at acked_seq that we hold: the tablet goes back to the start and we find where they part. */
            if :: acked[t] <= to && BEFORE(best, acked[t]) != MINE(t, acked[t]) -> to = 0 :: else fi;
#endif
            if :: to < acked[t] -> acked[t] = to :: else fi;
            pull[t] = (store[t] != epoch || to > head[t]);
            store[t] = epoch; sent[t] = acked[t]; best = 0; b = 0; to = 0
          }
       :: d_step {   /* Push, and its answer */
            open[t] && sent[t] < head[t] -> through = head[t]; take_push(t);
            if
            :: child == ACK -> sent[t] = to; acked[t] = (to > acked[t] && to <= head[t] -> to : acked[t])
            :: child == BRANCHES -> sent[t] = 0
            :: else -> inc[t] = child; acked[t] = to; sent[t] = to; pull[t] = 1
            fi;
            child = 0; to = 0; once()
          }
       :: d_step {   /* Push, and the answer is lost with the connection */
            open[t] && sent[t] < head[t] -> through = head[t]; take_push(t); child = 0; to = 0; hang_up(t); once()
          }
       :: d_step {   /* two frames on their way at once, both answers lost */
            open[t] && sent[t] + 1 < head[t] -> through = sent[t] + 1; take_push(t);
            sent[t]++; through = head[t]; take_push(t); child = 0; to = 0; hang_up(t); once()
          }
#if MUTANT == 7
       :: d_step { open[t] && pull[t] ->
#else
       :: d_step { open[t] && pull[t] && sent[t] == head[t] ->
#endif
            /* The pages of a rebuild: own entries in full. */
            pull[t] = 0;
            if
            :: known[inc[t]] ->
               for (s : 1 .. SEQ) {
                 if
                 :: s <= last[inc[t]] && s <= head[t] && content[AT(inc[t], s)] != mine[AT(t, s)] ->
#if MUTANT == 7
                    mine[AT(t, s)] = content[AT(inc[t], s)]
#else
                    assert(false)   /* "Nothing is lost; sync again", and it stays so */
#endif
                 :: s <= last[inc[t]] && s == head[t] + 1 -> head[t] = s; mine[AT(t, s)] = content[AT(inc[t], s)]
                 :: else
                 fi;
                 if :: s <= last[inc[t]] && s <= head[t] && s > acked[t] -> acked[t] = s :: else fi
               }
               sent[t] = head[t]
            :: else
            fi;
            /* No file loses what was written on it. */
            for (count : 1 .. 3) {
              held = 0;
              for (s : 1 .. SEQ) { if :: s <= head[t] && mine[AT(t, s)] == t * 3 + count -> held = 1 :: else fi }
              assert(count > wrote[t] || held == 1)
            }
            count = 0; held = 0; s = 0
          }
       :: d_step {   /* Goodbye: all that this tablet has is in the log */
            open[t] && !pull[t] && sent[t] == head[t] && acked[t] == head[t] ->
            for (count : 1 .. SEQ) {
              if :: count <= head[t] -> in_log(mine[AT(t, count)]); assert(held > 0) :: else fi
            }
            count = 0; held = 0; hang_up(t)
          }
       :: d_step { open[t] -> hang_up(t) }   /* cut */
       :: else
       fi;
       t = 0
     }
  :: atomic {   /* a colleague pulls a dot and edits what it wrote */
       saw_content == 0 ->
       if :: t = 0 :: t = 1 :: t = 2 fi;
       if :: n = 2 :: n = 3 fi;
       d_step {
         if
         :: known[t] && n <= last[t] && owner[AT(t, n)] == t -> saw_inc = t; saw_seq = n; saw_content = content[AT(t, n)]
         :: else
         fi;
         t = 0; n = 0
       }
     }
#ifdef RESTORE
  :: d_step {
       !has_backup && epoch == 1 -> has_backup = 1;
       for (b : 0 .. BRANCHES - 1) {
         b_known[b] = known[b]; b_last[b] = last[b];
         for (s : 1 .. SEQ) { b_content[AT(b, s)] = content[AT(b, s)]; b_owner[AT(b, s)] = owner[AT(b, s)] }
       }
       b = 0; s = 0
     }
  :: d_step {
       has_backup && epoch == 1 -> epoch = 2; has_backup = 0;
       for (b : 0 .. BRANCHES - 1) {
         known[b] = b_known[b]; last[b] = b_last[b]; sealed[b] = b_known[b] && MUTANT != 4; b_known[b] = 0; b_last[b] = 0;
         for (s : 1 .. SEQ) {
           content[AT(b, s)] = b_content[AT(b, s)]; owner[AT(b, s)] = b_owner[AT(b, s)];
           b_content[AT(b, s)] = 0; b_owner[AT(b, s)] = 0
         }
       }
       b = 0; s = 0; hang_up(0); hang_up(1)
     }
#endif
  od
}
