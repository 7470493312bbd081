// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;

/**
 * A small simulation that fills a {@link FakeTrace}: pairs of fibers play ping-pong on a channel of
 * their own, one fiber's continuation grows with each message, one sleeps.
 */
final class FakeRun {

  static final long FIRST_FIBER = (1L << 32) + 1;
  static final long LEAKING = FIRST_FIBER + 12;
  static final long SLEEPER = FIRST_FIBER + 13;
  static final int FIBERS = 14;
  static final long SITE_LEAK = 3;
  static final long END = 400_000_000L;

  final Map<LaneId, List<Interval>> intervals = new TreeMap<>();
  final List<Arrow> arrows = new ArrayList<>();
  final List<GrowthPoint> growth = new ArrayList<>();
  final Map<Long, Long> resumes = new TreeMap<>();

  private final Random random = new Random(42);
  private final LaneState[] state = new LaneState[FIBERS];
  private final long[] since = new long[FIBERS];
  private final long[] spawned = new long[FIBERS];
  private final List<Integer> queue = new ArrayList<>();
  private long now = 300_000;

  static long channel(int fiber) {
    return (1L << 32) + 100 + fiber / 2;
  }

  FakeRun() {
    for (int fiber = 0; fiber < FIBERS; fiber++) {
      spawned[fiber] = now;
      since[fiber] = now;
      state[fiber] = LaneState.READY;
      queue.add(fiber);
      arrows.add(arrow(Arrow.Kind.SPAWN, LaneId.process(1), now, fiber, now));
      now += 40_000;
    }
    while (now < END) {
      step();
    }
    for (int fiber = 0; fiber < FIBERS; fiber++) {
      add(LaneId.fiber(FIRST_FIBER + fiber), since[fiber], END, state[fiber], object(fiber), 1);
    }
    intervals.put(
        LaneId.process(0), List.of(new Interval(0, END, LaneState.BLOCKED_MAILBOX, 0, 0)));
  }

  private void step() {
    if (queue.isEmpty()) {
      idle(400_000);
      wake(FIBERS - 1, -1);
      return;
    }
    int fiber = queue.removeFirst();
    change(fiber, LaneState.RUNNING);
    long began = now;
    now += 4_000 + random.nextInt(40_000);
    if (random.nextInt(400) == 0) {
      now += 2_500_000;
    }
    LaneId lane = LaneId.fiber(FIRST_FIBER + fiber);
    resumes.merge(lane.id(), 1L, Long::sum);
    add(LaneId.process(1), began, now, LaneState.RUNNING, lane.id(), 0);
    add(LaneId.cpu(began / 50_000_000 % 2), began, now, LaneState.RUNNING, 1, 0);
    long blockedAt = now;
    suspend(fiber);
    if (random.nextInt(3) == 0) {
      idle(20_000 + random.nextInt(200_000));
    }
    if (fiber == FIBERS - 2) {
      grow(blockedAt);
    }
  }

  private void suspend(int fiber) {
    if (fiber == FIBERS - 1) {
      change(fiber, LaneState.SLEEPING);
    } else if (fiber == FIBERS - 2) {
      change(fiber, LaneState.BLOCKED_GET);
      if (random.nextInt(12) == 0) {
        wake(FIBERS - 1, fiber);
      }
    } else {
      boolean puts = random.nextBoolean();
      change(fiber, puts ? LaneState.BLOCKED_PUT : LaneState.BLOCKED_GET);
      wake(fiber ^ 1, fiber);
      if (fiber == 0) {
        wake(FIBERS - 2, fiber);
      }
    }
  }

  private void grow(long time) {
    long n = growth.size();
    long words = 60 + 14 * n + (n % 7 == 0 ? 9 : 0);
    growth.add(new GrowthPoint(time, n + 1, 8 + 2 * n, words, 40, 1 + n, SITE_LEAK));
  }

  private void wake(int fiber, int by) {
    if (state[fiber] != LaneState.READY && state[fiber] != LaneState.RUNNING) {
      change(fiber, LaneState.READY);
      queue.add(fiber);
      if (by >= 0) {
        LaneId from = LaneId.fiber(FIRST_FIBER + by);
        arrows.add(arrow(Arrow.Kind.WAKE, from, now - 1000, fiber, now));
      }
    }
  }

  private void idle(long nanos) {
    long cpu = now / 50_000_000 % 2;
    add(LaneId.cpu(cpu), now, now + nanos, LaneState.IDLE, 0, 0);
    now += nanos;
  }

  private void change(int fiber, LaneState next) {
    LaneId lane = LaneId.fiber(FIRST_FIBER + fiber);
    add(lane, since[fiber], now, state[fiber], object(fiber), 1 + fiber % 2);
    state[fiber] = next;
    since[fiber] = now;
  }

  private long object(int fiber) {
    boolean waits = state[fiber] == LaneState.BLOCKED_GET || state[fiber] == LaneState.BLOCKED_PUT;
    return waits ? channel(fiber) : 0;
  }

  private void add(LaneId lane, long from, long to, LaneState state, long subject, long site) {
    if (to > from) {
      long where = state == LaneState.RUNNING || state == LaneState.READY ? 0 : site;
      intervals
          .computeIfAbsent(lane, key -> new ArrayList<>())
          .add(new Interval(from, Math.min(END, to), state, subject, where));
    }
  }

  private static Arrow arrow(Arrow.Kind kind, LaneId from, long fromTime, int to, long toTime) {
    return new Arrow(kind, from, fromTime, LaneId.fiber(FIRST_FIBER + to), toTime, 0);
  }
}
