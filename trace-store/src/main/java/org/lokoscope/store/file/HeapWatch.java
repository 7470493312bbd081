// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.lokoscope.runtime.probe.Probe;

/**
 * Reports the JVM's heap on a stream of its own: every 100 ms what is in use, and after each
 * collection what is left. The samples come from a thread here, the collections from one of the
 * JVM's, so the probe is locked. Its strings have negative numbers, which no runtime uses.
 */
final class HeapWatch implements AutoCloseable {

  static final int STREAM = -1;
  private static final long PERIOD_MILLIS = 100;

  private final Probe probe;
  private final LongSupplier clock;
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final Set<String> heapPools = new HashSet<>();
  private final Map<String, Long> causes = new HashMap<>();
  private final NotificationListener listener = this::collected;
  private final Consumer<Throwable> problems;
  private final RunDelays delays = new RunDelays(Path.of("/proc/self/task"));
  private final Thread sampler;
  private boolean closed;

  /**
   * @param problems is told what keeps the heap from being reported any more
   */
  HeapWatch(Probe probe, LongSupplier clock, Consumer<Throwable> problems) {
    this.probe = probe;
    this.clock = clock;
    this.problems = problems;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        heapPools.add(pool.getName());
      }
    }
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
      }
    }
    sampler = Thread.ofPlatform().name("lokoscope-heap-watch").daemon().start(this::sample);
  }

  private void sample() {
    try {
      while (true) {
        synchronized (this) {
          if (closed) {
            return;
          }
          MemoryUsage heap = memory.getHeapMemoryUsage();
          probe.heapSampled(clock.getAsLong(), heap.getUsed(), heap.getCommitted());
          if (delays.sample()) {
            probe.runDelayed(clock.getAsLong(), delays.delay());
            if (delays.faults() > 0) {
              probe.pagesAwaited(clock.getAsLong(), delays.faults());
            }
          }
        }
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable problem) {
      problems.accept(problem);
    }
  }

  private void collected(Notification notification, Object handback) {
    try {
      report(notification);
    } catch (Throwable problem) {
      problems.accept(problem);
    }
  }

  private void report(Notification notification) {
    if (!notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return;
    }
    GarbageCollectionNotificationInfo info =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
    long used = 0;
    for (Map.Entry<String, MemoryUsage> pool :
        info.getGcInfo().getMemoryUsageAfterGc().entrySet()) {
      used += heapPools.contains(pool.getKey()) ? pool.getValue().getUsed() : 0;
    }
    long pause = info.getGcInfo().getDuration() * 1_000_000;
    synchronized (this) {
      if (!closed) {
        long cause = string(info.getGcName() + ", " + info.getGcCause());
        probe.heapAfterCollection(clock.getAsLong(), used, pause, cause);
      }
    }
  }

  private long string(String text) {
    Long known = causes.get(text);
    if (known == null) {
      known = -1L - causes.size();
      causes.put(text, known);
      probe.stringDefined(clock.getAsLong(), known, text);
    }
    return known;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    sampler.interrupt();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter) {
        try {
          emitter.removeNotificationListener(listener);
        } catch (ListenerNotFoundException e) {
          // It was never there; then there is nothing to remove.
        }
      }
    }
  }
}
