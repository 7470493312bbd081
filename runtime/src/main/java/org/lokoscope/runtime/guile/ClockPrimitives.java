// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/** Time, in Guile's unit of a nanosecond, and what Guile tells of itself and its heap. */
final class ClockPrimitives {

  private static final long MICROS_PER_SECOND = 1_000_000;

  private ClockPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define("internal-time-units-per-second", 1_000_000_000L);
    t.defineM("get-internal-real-time", 0, 0, (m, _) -> m.world().nanoTime());
    t.defineM("get-internal-run-time", 0, 0, (m, _) -> m.world().nanoTime());
    t.defineM("%current-seconds", 0, 0, (m, _) -> m.world().wallTimeMillis() / 1000);
    t.defineM(
        "gettimeofday",
        0,
        0,
        (m, _) -> {
          long micros = m.world().wallTimeMillis() * 1000;
          return new Pair(micros / MICROS_PER_SECOND, micros % MICROS_PER_SECOND);
        });
    t.define0("getpid", () -> ProcessHandle.current().pid());
    t.define0("current-processor-count", () -> (long) Runtime.getRuntime().availableProcessors());
    t.define0("gc-stats", ClockPrimitives::heap);
    t.define0(
        "gc",
        () -> {
          System.gc();
          return Special.UNSPECIFIED;
        });
  }

  /** The Java heap: what it has taken from the system, and how much of that is free. */
  private static Object heap() {
    MemoryUsage usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    long collections = 0;
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collections += collector.getCollectionCount();
      millis += collector.getCollectionTime();
    }
    List<Object> stats = new ArrayList<>();
    stats.add(entry("gc-time-taken", millis * 1_000_000));
    stats.add(entry("heap-size", usage.getCommitted()));
    stats.add(entry("heap-free-size", usage.getCommitted() - usage.getUsed()));
    stats.add(entry("gc-times", collections));
    return Lists.fromList(stats);
  }

  private static Pair entry(String name, long value) {
    return new Pair(Symbol.of(name), value);
  }
}
