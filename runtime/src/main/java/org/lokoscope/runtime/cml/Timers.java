// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.Machine;

/**
 * The armed timers of a process: a binary heap by expiry, then by age. Each timer knows its place,
 * so that one that is no longer wanted is taken out in logarithmic time.
 */
final class Timers {

  private @Nullable Timer[] heap = new Timer[16];
  private int size;
  private long serial;

  /** What the trace was told last that a timer keeps. */
  private int reportedWords;

  /** A fiber's wish to be woken at a time. */
  final class Timer extends Performance.Pending {
    private final long id;
    private final long expiry;
    private final long age;
    private final Performance performance;
    private final Operation.Arm arm;
    private int place;

    private Timer(long id, long expiry, long age, Performance performance, Operation.Arm arm) {
      this.id = id;
      this.expiry = expiry;
      this.age = age;
      this.performance = performance;
      this.arm = arm;
    }

    Performance performance() {
      return performance;
    }

    private boolean isBefore(Timer other) {
      return expiry < other.expiry || expiry == other.expiry && age < other.age;
    }

    @Override
    WaitView view() {
      return new WaitView("for a time", id, 0, size, expiry, null);
    }

    @Override
    void withdraw(Machine machine) {
      if (place >= 0) {
        removeAt(place);
        if (performance.fiber.chosen) {
          machine.reporter().timerCancelled(id, size);
        }
      }
    }
  }

  int size() {
    return size;
  }

  /** When the first timer fires; {@link Long#MAX_VALUE} if none is armed. */
  long nextExpiry() {
    return size == 0 ? Long.MAX_VALUE : heap[0].expiry;
  }

  /** Whether a fiber of that group waits for a time. */
  boolean hasAny(FiberGroup group) {
    for (int i = 0; i < size; i++) {
      if (heap[i].performance.fiber.group == group) {
        return true;
      }
    }
    return false;
  }

  void arm(Machine machine, long expiry, Performance performance, Operation.Arm arm, int site) {
    Timer timer = new Timer(machine.newId(), expiry, serial++, performance, arm);
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    size++;
    up(timer, size - 1);
    performance.leave(timer);
    machine
        .reporter()
        .timerArmed(timer.id, performance.fiber.id, performance.id, expiry, size, site);
    if (machine.reporter().recordsWaits()) {
      reportWords(machine, timer, arm);
    }
  }

  /** Says what a timer keeps, if that is not what the last one keeps. */
  private void reportWords(Machine machine, Timer timer, Operation.Arm arm) {
    int words = Layout.objectWords(4, 28) + Performance.words() + arm.words();
    if (words != reportedWords) {
      reportedWords = words;
      machine.reporter().timerWeighed(timer.id, words);
    }
  }

  /** Fires all timers whose time has come. */
  void fire(Machine machine, long now) {
    while (size > 0 && heap[0].expiry <= now) {
      Timer timer = heap[0];
      removeAt(0);
      boolean effective = timer.performance.commit(machine);
      if (timer.performance.fiber.chosen) {
        machine.reporter().timerFired(timer.id, effective, size);
      }
      if (effective) {
        timer.performance.wake(machine, MultipleValues.NONE, timer.arm, 0);
      }
    }
  }

  private void removeAt(int place) {
    Timer removed = heap[place];
    Timer last = heap[--size];
    heap[size] = null;
    removed.place = -1;
    if (last != removed) {
      if (last.isBefore(removed)) {
        up(last, place);
      } else {
        down(last, place);
      }
    }
  }

  private void up(Timer timer, int from) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      if (!timer.isBefore(heap[parent])) {
        break;
      }
      put(heap[parent], place);
      place = parent;
    }
    put(timer, place);
  }

  private void down(Timer timer, int from) {
    int place = from;
    while (true) {
      int child = 2 * place + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(timer)) {
        break;
      }
      put(heap[child], place);
      place = child;
    }
    put(timer, place);
  }

  private void put(Timer timer, int place) {
    heap[place] = timer;
    timer.place = place;
  }
}
