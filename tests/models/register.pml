/* One field of one record, written by three officers whose tablets exchange changes in any order: the multi-value register and
   the record's life beside it.

   Models    Record::apply, supersede, add (proto/kernel/record.cpp) for one tag and tag 0 in one class: what stands, what is
             awaited (named before it arrived), what a RETRACT witnessed, which value is shown. Four changes in all, two an
             officer at most; B works at least as much as C (they differ by their clocks only). A change is delivered to any
             tablet at any time, before those it builds on as well: a restored server may number them anew.
   Leaves out  several tags or classes in one change, receipts that move a stamp, and how changes travel (push, gsn, fork).
   Checks    after every step, on every tablet: what stands is exactly what no change held there has named (order, batching and
             duplicates do not matter; no clock decides; nothing else makes a value go), and once all hold all, all agree.
   Vectors   -DVECTORS prints each end state. tests/data/register/vectors.txt holds them, and
             tests/proto/kernel/register_vectors_test.cpp replays them through Record::apply.

   Mutants   1  the later stamp supersedes, seen or not         5  equal bytes drop the second author's dot
             2  a value named before it came stands again       6  an edit supersedes all that stands, seen or not
             3  a clear leaves nothing, so it cannot be beaten  7  the same change twice is two
             4  a retract takes the values with it */
#ifndef MUTANT
#define MUTANT 0
#endif
#define DOTS 6   /* A1 A2 B1 B2 C1 C2: dot o is change o%2+1 of officer o/2 */
#define CHANGES 4
#define BIT(o) (1 << (o))
#define HAS(set, o) (((set) >> (o)) & 1)
#define CREATE 1
#define EDIT 2
#define CLEAR 3
#define RETRACT 4
#define RESTORE 5
#define WRITES(o) (kind[o] == CREATE || kind[o] == EDIT || kind[o] == CLEAR)
#define LIVES(o) (kind[o] == CREATE || kind[o] == RETRACT || kind[o] == RESTORE)
/* B's clock is slow and C's fast: who is shown first says nothing of who saw whom. */
#define STAMP(o) ((o) / 2 == 0 -> 2 : ((o) / 2 == 1 -> 1 : 3))
/* A and B come to write the same bytes. */
#define TEXT(o) (kind[o] == CLEAR -> 0 : (kind[o] == CREATE -> 1 : ((o) / 2 == 2 -> 3 : 2)))

byte kind[DOTS];            /* the changes made so far; 0 = none yet */
byte saw[DOTS];             /* values of the tag its author saw: those it replaces, or for a RETRACT those it witnessed */
byte saw_life[DOTS];        /* values of the life cell it replaces */
byte made = 0;
byte done[3];               /* changes each officer made */
byte held[3];               /* per tablet: touches */
byte stands[3], awaited[3]; /* the tag's cell */
byte life[3], life_awaited[3];

hidden byte i, j, expect, expect_life;

/* What the specification says of a set of changes, without any order. */
inline should_stand(d) {
  expect = 0; expect_life = 0;
  for (i : 0 .. DOTS - 1) {
    if
    :: HAS(held[d], i) ->
       if :: WRITES(i) -> expect = expect | BIT(i) :: else fi;
       if :: LIVES(i) -> expect_life = expect_life | BIT(i) :: else fi
    :: else
    fi
  }
  for (i : 0 .. DOTS - 1) {
    if
    :: HAS(held[d], i) ->
       if :: WRITES(i) -> expect = expect & ~saw[i] :: else fi;
       if :: LIVES(i) -> expect_life = expect_life & ~saw_life[i] :: else fi
    :: else
    fi
  }
  i = 0
}

/* Record::apply of change o on tablet d. */
inline take(d, o) {
  if
  :: WRITES(o) ->
     stands[d] = stands[d] & ~saw[o];
     awaited[d] = awaited[d] | (saw[o] & ~held[d]);
#if MUTANT == 1
     for (j : 0 .. DOTS - 1) { if :: HAS(stands[d], j) && STAMP(j) < STAMP(o) -> stands[d] = stands[d] & ~BIT(j) :: else fi }
#endif
#if MUTANT == 6
     if :: kind[o] == EDIT -> stands[d] = 0 :: else fi;
#endif
     if
#if MUTANT == 2
     :: false -> skip
#else
     :: HAS(awaited[d], o) -> skip   /* superseded before it came */
#endif
#if MUTANT == 3
     :: kind[o] == CLEAR -> skip
#endif
     :: else ->
#if MUTANT == 5
        i = 0;
        for (j : 0 .. DOTS - 1) { if :: HAS(stands[d], j) && TEXT(j) == TEXT(o) -> i = 1 :: else fi }
        if :: i -> skip :: else -> stands[d] = stands[d] | BIT(o) fi
#else
        stands[d] = stands[d] | BIT(o)
#endif
     fi
  :: else
  fi;
  if
  :: LIVES(o) ->
     life[d] = life[d] & ~saw_life[o];
     life_awaited[d] = life_awaited[d] | (saw_life[o] & ~held[d]);
     if :: HAS(life_awaited[d], o) -> skip :: else -> life[d] = life[d] | BIT(o) fi;
#if MUTANT == 4
     if :: kind[o] == RETRACT -> stands[d] = 0 :: else fi
#endif
  :: else
  fi;
  held[d] = held[d] | BIT(o);
  awaited[d] = awaited[d] & ~BIT(o);
  life_awaited[d] = life_awaited[d] & ~BIT(o);
  j = 0;
  should_stand(d);
  assert(stands[d] == expect && life[d] == expect_life)
}

inline make(d, k) {
  o = d * 2 + done[d];
  kind[o] = k;
  saw[o] = stands[d];
  saw_life[o] = (k == EDIT || k == CLEAR -> 0 : life[d]);
  done[d]++; made++;
  take(d, o);
  o = 0
}

inline retracted(d, is) {
  is = 0;
  for (j : 0 .. DOTS - 1) { if :: HAS(life[d], j) && kind[j] == RETRACT -> is = 1 :: else fi }
  j = 0
}

#ifdef VECTORS
c_code {
  static void dots(int set) {
    int o, any = 0;
    for (o = 0; o < 6; o++) if (set >> o & 1) printf("%s%c%d", any++ ? "," : "", 'A' + o / 2, o % 2 + 1);
    if (!any) printf("-");
  }
  static int stamp_of(int o) { return o / 2 == 0 ? 2 : o / 2 == 1 ? 1 : 3; }
  static void vector_out(void) {
    static const char *kinds[] = {"", "create", "edit", "clear", "retract", "restore"};
    int o, r, shown = -1, unseen = 0;
    printf("vector");
    for (o = 0; o < 6; o++) {
      if (!now.kind[o]) continue;
      printf(" %c%d:%s:%s:", 'A' + o / 2, o % 2 + 1, kinds[now.kind[o]],
             now.kind[o] == 1 ? "wren" : now.kind[o] != 2 ? "-" : o / 2 == 2 ? "swift" : "crane");
      dots(now.saw[o]);
      printf(":");
      dots(now.saw_life[o]);
      if (now.stands[0] >> o & 1 && (shown < 0 || stamp_of(o) >= stamp_of(shown))) shown = o;
    }
    for (r = 0; r < 6; r++)
      if (now.life[0] >> r & 1 && now.kind[r] == 4) unseen |= now.stands[0] & ~now.saw[r];
    printf(" => kept="); dots(now.stands[0]);
    printf(" shown="); dots(shown < 0 ? 0 : 1 << shown);
    printf(" life="); dots(now.life[0]);
    printf(" unseen="); dots(unseen);
    printf("\n");
  }
};
#endif

active proctype World() {
  byte d, o, gone;
  /* A opens the record; the others may come to know of it, or make the same one (an import gives the same id anywhere). */
  d_step { make(0, CREATE) }
  do
  :: made < CHANGES ->
     atomic {
       if
       :: d = 0
       :: done[1] < 2 -> d = 1
       :: done[2] < done[1] -> d = 2
       fi;
       if
       :: done[d] < 2 ->
          d_step { retracted(d, gone) }
          if
          :: held[d] == 0 -> d_step { make(d, CREATE); gone = 0 }
          :: held[d] != 0 -> d_step { make(d, EDIT); gone = 0 }
          :: held[d] != 0 && d == 1 -> d_step { make(d, CLEAR); gone = 0 }
          :: held[d] != 0 && !gone -> d_step { make(d, RETRACT); gone = 0 }
          :: held[d] != 0 && gone -> d_step { make(d, RESTORE); gone = 0 }
          fi
       :: else
       fi;
       d = 0
     }
  :: atomic {   /* a change reaches a tablet, in any order */
       if :: d = 0 :: d = 1 :: d = 2 fi;
       if :: o = 0 :: o = 1 :: o = 2 :: o = 3 :: o = 4 :: o = 5 fi;
       if
#if MUTANT == 7
       :: kind[o] != 0 -> d_step { take(d, o) }
#else
       :: kind[o] != 0 && !HAS(held[d], o) -> d_step { take(d, o) }
#endif
       :: else
       fi;
       d = 0; o = 0
     }
  :: atomic {
       made == CHANGES && held[0] == held[1] && held[1] == held[2] &&
         kind[0] != 0 && HAS(held[0], 0) ->
       d_step {
         for (d : 0 .. DOTS - 1) { assert(HAS(held[0], d) == (kind[d] != 0)) }
         assert(stands[0] == stands[1] && stands[1] == stands[2] && life[0] == life[1] && life[1] == life[2]);
         assert(awaited[0] == 0 && awaited[1] == 0 && awaited[2] == 0);
#ifdef VECTORS
         c_code { vector_out(); };
#endif
         d = 0
       }
       break
     }
  od
}
