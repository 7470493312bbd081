// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.util.ArrayDeque;
import java.util.TreeMap;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/**
 * The entries of {@code (fibers timer-wheel)}, by ticks of about a millisecond. Only ticks with
 * entries take room, so time without any passes at once, however long it is.
 */
final class TimerWheel implements Described {

  /** A tick is two to that many nanoseconds. */
  private static final int TICK_BITS = 20;

  private record Entry(long time, Object object) {}

  private final TreeMap<Long, ArrayDeque<Entry>> ticks = new TreeMap<>();

  /** The tick that has not passed yet. */
  private long current;

  private TimerWheel(long now) {
    current = now >> TICK_BITS;
  }

  static void register(PrimitiveTable t) {
    t.define1("%make-timer-wheel", now -> new TimerWheel(time(now)));
    t.define3("%timer-wheel-add!", (w, time, object) -> wheel(w).add(time(time), object));
    t.define2("%timer-wheel-remove!", (w, entry) -> wheel(w).remove(entry));
    t.define1("%timer-wheel-next-entry", w -> wheel(w).nextEntry());
    t.define1("%timer-wheel-tick-start", w -> wheel(w).current << TICK_BITS);
    t.define1("%timer-wheel-tick-end", w -> wheel(w).tickEnd());
    t.define2("%timer-wheel-pop!", (w, time) -> wheel(w).pop(time(time)));
  }

  private static TimerWheel wheel(Object a) {
    if (a instanceof TimerWheel wheel) {
      return wheel;
    }
    throw Raise.type("timer-wheel", "a timer wheel", a);
  }

  private static long time(Object a) {
    if (a instanceof Long time) {
      return time;
    }
    throw Raise.type("timer-wheel", "a time in internal time units", a);
  }

  private long tickEnd() {
    return (current + 1) << TICK_BITS;
  }

  /** What is late is due in the present tick. */
  private Entry add(long time, Object object) {
    Entry entry = new Entry(time, object);
    long tick = Math.max(current, time >> TICK_BITS);
    ticks.computeIfAbsent(tick, _ -> new ArrayDeque<>(2)).add(entry);
    return entry;
  }

  private Object remove(Object a) {
    if (!(a instanceof Entry entry)) {
      throw Raise.type("timer-wheel-remove!", "an entry", a);
    }
    ticks.values().forEach(entries -> entries.remove(entry));
    ticks.values().removeIf(ArrayDeque::isEmpty);
    return Special.UNSPECIFIED;
  }

  /** The end of the first tick with entries, or false. */
  private Object nextEntry() {
    return ticks.isEmpty() ? (Object) false : (ticks.firstKey() + 1) << TICK_BITS;
  }

  /** The next object whose tick has passed at that time, in a list; false if there is none. */
  private Object pop(long time) {
    while (tickEnd() <= time) {
      ArrayDeque<Entry> due = ticks.get(current);
      if (due != null) {
        Entry entry = due.remove();
        if (due.isEmpty()) {
          ticks.remove(current);
        }
        return Lists.of(entry.object);
      }
      long next = ticks.isEmpty() ? Long.MAX_VALUE : ticks.firstKey();
      current = Math.min(next, time >> TICK_BITS);
    }
    return false;
  }

  @Override
  public String describe() {
    return "timer-wheel";
  }
}
