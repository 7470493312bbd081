// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Hogging;

/**
 * Runs of one fiber that are so long that others are late: fibers of the same process that are
 * ready, or whose timer is due, while it runs. Time in which the whole process did not run is not
 * counted against the fiber.
 */
final class Turns implements Probe, Kept.State {

  /** Shorter runs are not noted. */
  static final long LEAST = 20_000_000;

  /** So many of the runs are kept; a program that has more of them is told by these. */
  private static final int MOST = 10_000;

  private final Fibers fibers;
  private final List<Hogging> found;

  /** What a process does. */
  private static final class State {
    private long running;
    private long since;
    private long stopped;
    private long away;
    private @Nullable Hogging last;

    void keep(Kept kept) {
      running = kept.number(running);
      since = kept.number(since);
      stopped = kept.number(stopped);
      away = kept.number(away);
      Hogging run = last;
      if (kept.number(run == null ? 0 : 1) == 0) {
        return;
      }
      Hogging known = run == null ? new Hogging(0, 0, 0, 0, 0, 0, 0) : run;
      last =
          new Hogging(
              kept.number(known.fiber()),
              kept.number(known.from()),
              kept.number(known.to()),
              kept.number(known.site()),
              kept.number(known.late()),
              kept.number(known.lateness()),
              kept.number(known.waiting()));
    }
  }

  private final LongIndex processes = new LongIndex();

  /** By process. */
  private final List<State> states = new ArrayList<>();

  /** By fiber: since when it is ready; 0 if it is not. */
  private final Longs ready = new Longs(0);

  private final Map<Long, long[]> timers = new HashMap<>();

  Turns(Fibers fibers, List<Hogging> found) {
    this.fibers = fibers;
    this.found = found;
  }

  @Override
  public void keep(Kept kept) {
    kept.column(ready, fibers.ids.size());
    kept.ids(processes);
    for (int i = 0; i < processes.size(); i++) {
      state(processes.key(i)).keep(kept);
    }
    List<Long> armed = new ArrayList<>(timers.keySet());
    for (int i = 0, count = kept.count(armed.size(), Integer.MAX_VALUE); i < count; i++) {
      long timer = kept.number(i < armed.size() ? armed.get(i) : 0);
      long[] due = timers.computeIfAbsent(timer, _ -> new long[2]);
      due[0] = kept.number(due[0]);
      due[1] = kept.number(due[1]);
    }
  }

  private State of(long fiber) {
    return state(fiber >>> 32);
  }

  private State state(long process) {
    int index = processes.add(process);
    while (states.size() <= index) {
      states.add(new State());
    }
    return states.get(index);
  }

  @Override
  public void fiberSpawned(long time, long fiber, long parent, long process, long site) {
    ready.set(fibers.of(fiber, time), Math.max(1, time));
  }

  @Override
  public void fiberReady(long time, long fiber, long by, long object) {
    ready.set(fibers.of(fiber, time), Math.max(1, time));
  }

  @Override
  public void fiberResumed(long time, long fiber) {
    State state = of(fiber);
    int index = fibers.of(fiber, time);
    late(state, fiber, ready.get(index));
    ready.set(index, 0);
    state.running = fiber;
    state.since = time;
    state.away = 0;
  }

  @Override
  public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
    stop(time, fiber, site);
  }

  @Override
  public void fiberEnded(long time, long fiber, int outcome) {
    stop(time, fiber, 0);
  }

  @Override
  public void processPreempted(long time, long process, long fuel) {
    state(process).stopped = time;
  }

  @Override
  public void processDispatched(long time, long process, int cpu) {
    State state = state(process);
    if (state.stopped > 0) {
      state.away += time - state.stopped;
      state.stopped = 0;
    }
  }

  @Override
  public void timerArmed(
      long time, long timer, long fiber, long operation, long expiry, long armed, long site) {
    timers.put(timer, new long[] {fiber, expiry});
  }

  @Override
  public void timerCancelled(long time, long timer, long armed) {
    timers.remove(timer);
  }

  @Override
  public void timerFired(long time, long timer, int effective, long armed) {
    long[] due = timers.remove(timer);
    if (due != null && effective != 0) {
      late(of(due[0]), due[0], due[1]);
    }
  }

  private void stop(long time, long fiber, long site) {
    State state = of(fiber);
    if (state.running == fiber && time - state.since - state.away >= LEAST) {
      long from = state.since + state.away;
      state.last = new Hogging(fiber, from, time, site, 0, 0, 0);
    }
    state.running = 0;
  }

  /** A fiber comes to its turn that should have had it at a time: perhaps the last run is why. */
  private void late(State state, long fiber, long due) {
    Hogging last = state.last;
    if (last == null || due == 0 || fiber == last.fiber() || due >= last.to()) {
      return;
    }
    long lateness = last.to() - Math.max(due, last.from());
    boolean worst = lateness > last.lateness();
    Hogging now =
        new Hogging(
            last.fiber(),
            last.from(),
            last.to(),
            last.site(),
            worst ? fiber : last.late(),
            Math.max(lateness, last.lateness()),
            last.waiting() + 1);
    state.last = now;
    if (last.waiting() > 0) {
      found.set(found.lastIndexOf(last), now);
    } else if (found.size() < MOST) {
      found.add(now);
    } else {
      state.last = null;
    }
  }
}
