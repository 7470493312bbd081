// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;

/**
 * Derives what each lane does from the events: a row of {@code intervals} for each change of state,
 * and a row of {@code arrows} at both ends of each cause.
 *
 * <p>A fiber cannot run when its process does not: while a process is preempted or waits, the fiber
 * that it was running shares the state of the process.
 *
 * <p>Who sleeps is overdue from the time on that it wanted to be woken at. No event says so: the
 * times that are ahead wait in a queue, and come in before the first event behind them.
 *
 * <p>intervals: state, subject, site. arrows: kind and direction, the other lane, how long before
 * it was sent, object.
 */
final class Lanes implements Probe, Kept.State {

  private static final LaneState[] SUSPENDED = new LaneState[SuspendReason.values().length];
  private static final LaneState[] WAITING = new LaneState[WaitReason.values().length];

  static {
    for (SuspendReason reason : SuspendReason.values()) {
      SUSPENDED[reason.ordinal()] =
          switch (reason) {
            case PUT -> LaneState.BLOCKED_PUT;
            case GET -> LaneState.BLOCKED_GET;
            case CONDITION -> LaneState.BLOCKED_CONDITION;
            case SLEEP -> LaneState.SLEEPING;
            case CHOICE -> LaneState.BLOCKED_CHOICE;
            case READABLE, WRITABLE -> LaneState.BLOCKED_IO;
            case MAILBOX -> LaneState.BLOCKED_MAILBOX;
            case YIELD, PREEMPTED -> LaneState.READY;
            case OTHER -> LaneState.BLOCKED_OTHER;
          };
    }
    for (WaitReason reason : WaitReason.values()) {
      WAITING[reason.ordinal()] =
          switch (reason) {
            case MESSAGE -> LaneState.BLOCKED_MAILBOX;
            case TIMER -> LaneState.SLEEPING;
            case IO -> LaneState.BLOCKED_IO;
          };
    }
  }

  /** How the kind of an arrow and its direction are kept in one number. */
  static final int INCOMING = 16;

  private record Sent(long from, long time) {}

  /** A lane that sleeps until a time, over an object or at a site. */
  private record Sleep(long until, int lane, long about, long site) {}

  /** No time. */
  private static final long NEVER = -1;

  /** Sleeps that have ended before their time are thrown away when they are more than that. */
  private static final int LEAST_STALE = 64;

  final LaneTable lanes;
  private final Fibers fibers;
  private final Processes processes;
  private final Rows intervals;
  private final Rows arrows;

  /** When the trace begins, if it begins in the middle. */
  private long knownFrom;

  /** When anything is known of fibers again. */
  private long fibersFrom;

  private byte[] state = new byte[16];
  private long[] subject = new long[16];

  /** By lane: until when it sleeps, plus 1; 0 if it does not. */
  private final Longs asleep = new Longs(0);

  /** By fiber: when the timer fires that it armed since it runs, plus 1; 0 if there is none. */
  private final Longs alarm = new Longs(0);

  private final PriorityQueue<Sleep> sleeps =
      new PriorityQueue<>(Comparator.comparingLong(Sleep::until));
  private int mostSleeps = LEAST_STALE;
  private final Map<Long, Deque<Sent>> mailboxes = new HashMap<>();

  /** By process: the fiber that it runs, and the CPU that runs it plus 1. */
  private final Longs running = new Longs(0);

  private final Longs cpu = new Longs(0);

  Lanes(LaneTable lanes, Fibers fibers, Processes processes, Rows intervals, Rows arrows) {
    this.lanes = lanes;
    this.fibers = fibers;
    this.processes = processes;
    this.intervals = intervals;
    this.arrows = arrows;
  }

  @Override
  public void keep(Kept kept) {
    knownFrom = kept.number(knownFrom);
    int size = lanes.size();
    state = Arrays.copyOf(state, Math.max(16, size));
    subject = Arrays.copyOf(subject, state.length);
    for (int lane = 0; lane < size; lane++) {
      state[lane] = (byte) kept.count(state[lane], IntervalSums.STATES - 1);
      subject[lane] = kept.number(subject[lane]);
    }
    kept.column(asleep, size);
    kept.column(alarm, fibers.ids.size());
    mostSleeps = (int) kept.number(mostSleeps);
    List<Sleep> known = List.copyOf(sleeps);
    sleeps.clear();
    for (int i = 0, count = kept.count(known.size(), Integer.MAX_VALUE); i < count; i++) {
      Sleep each = i < known.size() ? known.get(i) : new Sleep(0, 0, 0, 0);
      sleeps.add(
          new Sleep(
              kept.number(each.until),
              kept.count(each.lane, size - 1),
              kept.number(each.about),
              kept.number(each.site)));
    }
    kept.column(running, processes.ids.size());
    kept.column(cpu, processes.ids.size());
    List<Long> receivers = new ArrayList<>(mailboxes.keySet());
    for (int i = 0, count = kept.count(receivers.size(), Integer.MAX_VALUE); i < count; i++) {
      long to = kept.number(i < receivers.size() ? receivers.get(i) : 0);
      Deque<Sent> queue = mailboxes.computeIfAbsent(to, process -> new ArrayDeque<>());
      List<Sent> sent = List.copyOf(queue);
      queue.clear();
      for (int j = 0, all = kept.count(sent.size(), Integer.MAX_VALUE); j < all; j++) {
        Sent each = j < sent.size() ? sent.get(j) : new Sent(0, 0);
        queue.add(new Sent(kept.number(each.from), kept.number(each.time)));
      }
    }
  }

  @Override
  public void processSpawned(long time, long process, long parent, long name, long site) {
    int index = processes.of(process, time);
    processes.parent.set(index, parent);
    processes.name.set(index, name);
    int lane = process(process);
    enter(lane, time, LaneState.READY, 0, site);
    if (parent != process) {
      arrow(Arrow.Kind.SPAWN, process(parent), time, lane, time, 0);
    }
  }

  @Override
  public void processDispatched(long time, long process, int number) {
    int index = processes.of(process, time);
    processes.dispatches.add(index, 1);
    int lane = lane(LaneId.Kind.CPU, number);
    cpu.set(index, number + 1L);
    enter(lane, time, LaneState.RUNNING, process, 0);
    enterProcess(time, process, index, LaneState.RUNNING, 0);
  }

  @Override
  public void processPreempted(long time, long process, long fuel) {
    int index = processes.of(process, time);
    processes.preemptions.add(index, 1);
    leaveCpu(time, process, index);
    enterProcess(time, process, index, LaneState.READY, 0);
  }

  @Override
  public void processWaiting(long time, long process, int reason, long wakeup) {
    int index = processes.of(process, time);
    leaveCpu(time, process, index);
    LaneState next = state(WAITING, reason);
    enterProcess(time, process, index, next, 0);
    if (next == LaneState.SLEEPING) {
      long fiber = running.get(index);
      sleep(time, process(process), wakeup, 0, 0);
      if (fiber != 0) {
        sleep(time, fiber(fiber), wakeup, 0, 0);
      }
    }
  }

  @Override
  public void processWoken(long time, long process, int cause, long by) {
    int index = processes.of(process, time);
    int lane = process(process);
    if (state[lane] != LaneState.RUNNING.ordinal()) {
      enterProcess(time, process, index, LaneState.READY, 0);
    }
    if (by != 0) {
      arrow(Arrow.Kind.WAKE, process(by), time, lane, time, 0);
    }
  }

  @Override
  public void processEnded(long time, long process, int status) {
    int index = processes.of(process, time);
    processes.ended.set(index, time);
    processes.status.set(index, status);
    leaveCpu(time, process, index);
    running.set(index, 0);
    enter(process(process), time, LaneState.ABSENT, 0, 0);
  }

  @Override
  public void messageSent(long time, long from, long to, long queueLength, long site) {
    mailboxes.computeIfAbsent(to, process -> new ArrayDeque<>()).add(new Sent(from, time));
  }

  @Override
  public void messageReceived(long time, long process, long queueLength) {
    Deque<Sent> queue = mailboxes.get(process);
    Sent sent = queue == null ? null : queue.poll();
    if (sent != null) {
      arrow(Arrow.Kind.MESSAGE, process(sent.from), sent.time, process(process), time, 0);
    }
  }

  @Override
  public void fiberSpawned(long time, long fiber, long parent, long process, long site) {
    int index = fibers.of(fiber, time);
    fibers.parent.set(index, parent);
    fibers.process.set(index, process);
    fibers.site.set(index, site);
    int lane = fiber(fiber);
    enter(lane, time, LaneState.READY, 0, 0);
    int from = parent == 0 ? process(process) : fiber(parent);
    arrow(Arrow.Kind.SPAWN, from, time, lane, time, 0);
  }

  @Override
  public void fiberReady(long time, long fiber, long by, long object) {
    int lane = fiber(fiber);
    enter(lane, time, LaneState.READY, object, 0);
    if (by != 0) {
      arrow(Arrow.Kind.WAKE, fiber(by), time, lane, time, object);
    }
  }

  @Override
  public void fiberResumed(long time, long fiber) {
    int index = fibers.of(fiber, time);
    fibers.resumes.add(index, 1);
    alarm.set(index, 0);
    enter(fiber(fiber), time, LaneState.RUNNING, 0, 0);
    long process = fibers.process.get(index);
    running.set(processes.of(process, time), fiber);
    enter(process(process), time, LaneState.RUNNING, fiber, 0);
  }

  @Override
  public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
    LaneState next = state(SUSPENDED, reason);
    int lane = fiber(fiber);
    enter(lane, time, next, object, site);
    leaveFiber(time, fiber);
    int index = fibers.of(fiber, time);
    if (next == LaneState.SLEEPING) {
      sleep(time, lane, alarm.get(index) - 1, object, site);
    }
    alarm.set(index, 0);
  }

  @Override
  public void timerArmed(
      long time, long timer, long fiber, long operation, long expiry, long armed, long site) {
    if (fiber == 0) {
      return;
    }
    int lane = fiber(fiber);
    // It may be overdue by now; a trace that is followed knows that already.
    advance(time);
    if (state[lane] == LaneState.SLEEPING.ordinal()) {
      sleep(time, lane, expiry, subject[lane], site);
    } else {
      alarm.set(fibers.of(fiber, time), expiry + 1);
    }
  }

  /** A lane, which has just begun to sleep, does so until a time, or nobody knows until when. */
  private void sleep(long time, int lane, long wakeup, long about, long site) {
    if (wakeup == NEVER) {
      return;
    }
    // That may be over when it begins.
    long until = Math.max(time, wakeup);
    asleep.set(lane, until + 1);
    sleeps.add(new Sleep(until, lane, about, site));
    if (sleeps.size() > mostSleeps) {
      sleeps.removeIf(each -> asleep.get(each.lane) != each.until + 1);
      mostSleeps = Math.max(LEAST_STALE, 2 * sleeps.size());
    }
  }

  /** Lets those become overdue whose time is before the one at which the next event is. */
  void advance(long time) {
    Sleep first = sleeps.peek();
    while (first != null && first.until < time) {
      sleeps.poll();
      if (asleep.get(first.lane) == first.until + 1) {
        change(first.lane, first.until, LaneState.OVERDUE, first.about, first.site);
      }
      first = sleeps.peek();
    }
  }

  @Override
  public void fiberEnded(long time, long fiber, int outcome) {
    int index = fibers.of(fiber, time);
    fibers.ended.set(index, time);
    fibers.outcome.set(index, outcome);
    enter(fiber(fiber), time, LaneState.ABSENT, 0, 0);
    leaveFiber(time, fiber);
  }

  @Override
  public void fiberFailed(long time, long fiber, long message, long site) {
    fibers.failure.set(fibers.of(fiber, time), message);
  }

  private void leaveFiber(long time, long fiber) {
    long process = fibers.process.get(fibers.of(fiber, time));
    int index = processes.of(process, time);
    if (running.get(index) == fiber) {
      running.set(index, 0);
      int lane = process(process);
      if (state[lane] == LaneState.RUNNING.ordinal()) {
        enter(lane, time, LaneState.RUNNING, 0, 0);
      }
    }
  }

  private void leaveCpu(long time, long process, int index) {
    long number = cpu.get(index) - 1;
    cpu.set(index, 0);
    if (number >= 0) {
      int lane = lane(LaneId.Kind.CPU, number);
      if (subject[lane] == process && state[lane] == LaneState.RUNNING.ordinal()) {
        enter(lane, time, LaneState.IDLE, 0, 0);
      }
    }
  }

  private void enterProcess(long time, long process, int index, LaneState next, long site) {
    long fiber = running.get(index);
    enter(process(process), time, next, next == LaneState.RUNNING ? fiber : 0, site);
    if (fiber != 0) {
      enter(fiber(fiber), time, next, 0, site);
    }
  }

  /** Nothing is known of anybody's state before the end of what was removed. */
  @Override
  public void eventsRemoved(long time, long count, long until) {
    knownFrom = Math.max(knownFrom, until);
  }

  /**
   * Between two times it is only said who is born and who dies, and what processes do: nothing is
   * known of a fiber until it is spoken of again.
   */
  void leaveOut(long from, long to) {
    advance(from);
    fibersFrom = to;
    int all = lanes.size();
    for (int lane = 0; lane < all; lane++) {
      if (state[lane] != LaneState.ABSENT.ordinal()
          && lanes.lane(lane).kind() == LaneId.Kind.FIBER) {
        change(lane, from, LaneState.ABSENT, 0, 0);
      }
    }
    for (int i = 0; i < processes.ids.size(); i++) {
      running.set(i, 0);
    }
    for (int i = 0; i < fibers.ids.size(); i++) {
      alarm.set(i, 0);
    }
    mailboxes.clear();
  }

  private boolean isUnknown(int lane, long time) {
    return time < knownFrom || time < fibersFrom && lanes.lane(lane).kind() == LaneId.Kind.FIBER;
  }

  private void enter(int lane, long time, LaneState next, long about, long site) {
    if (isUnknown(lane, time)) {
      enterKnown(lane, time, LaneState.ABSENT, 0, 0);
    } else {
      enterKnown(lane, time, next, about, site);
    }
  }

  private void enterKnown(int lane, long time, LaneState next, long about, long site) {
    advance(time);
    if (state[lane] == next.ordinal() && subject[lane] == about && about == 0 && site == 0) {
      return;
    }
    change(lane, time, next, about, site);
  }

  private void change(int lane, long time, LaneState next, long about, long site) {
    asleep.set(lane, 0);
    state[lane] = (byte) next.ordinal();
    subject[lane] = about;
    intervals.add(lane, time, next.ordinal(), about, site);
  }

  private void arrow(Arrow.Kind kind, int from, long sent, int to, long time, long object) {
    arrows.add(from, time, kind.ordinal(), to, time - sent, object);
    arrows.add(to, time, kind.ordinal() | INCOMING, from, time - sent, object);
  }

  /** Bytes that a fiber wrote to a connection were read by another one, from this port. */
  void bytes(long from, long sent, long to, long time, long port) {
    arrow(Arrow.Kind.BYTES, fiber(from), sent, fiber(to), time, port);
  }

  private int fiber(long id) {
    return lane(LaneId.Kind.FIBER, id);
  }

  private int process(long id) {
    return lane(LaneId.Kind.PROCESS, id);
  }

  private int lane(LaneId.Kind kind, long id) {
    int before = lanes.size();
    int lane = lanes.of(kind, id);
    if (lane >= state.length) {
      state = Arrays.copyOf(state, Math.max(lane + 1, state.length * 2));
      subject = Arrays.copyOf(subject, state.length);
    }
    if (lane == before && kind == LaneId.Kind.CPU) {
      enter(lane, 0, LaneState.IDLE, 0, 0);
    }
    return lane;
  }

  private static LaneState state(LaneState[] table, int code) {
    return code >= 0 && code < table.length ? table[code] : LaneState.BLOCKED_OTHER;
  }
}
