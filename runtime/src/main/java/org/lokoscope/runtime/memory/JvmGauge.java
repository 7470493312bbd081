// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.memory;

import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The heap of this JVM. */
final class JvmGauge implements Gauge {

  /** The collectors that leave no garbage behind, by the names that HotSpot gives them. */
  private static final Set<String> FULL =
      Set.of(
          "G1 Old Generation",
          "MarkSweepCompact",
          "PS MarkSweep",
          "ZGC Cycles",
          "ZGC Major Cycles",
          "Shenandoah Cycles");

  private final Runtime runtime = Runtime.getRuntime();
  private final long max = runtime.maxMemory();

  /** Made when first needed: to load the beans takes longer than to start the program. */
  private @Nullable Beans beans;

  private static final class Beans {
    final List<com.sun.management.GarbageCollectorMXBean> full = new ArrayList<>();
    final Set<String> pools = new HashSet<>();

    Beans() {
      for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
        if (collector instanceof com.sun.management.GarbageCollectorMXBean detailed
            && FULL.contains(collector.getName())) {
          full.add(detailed);
        }
      }
      for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
        if (pool.getType() == MemoryType.HEAP) {
          pools.add(pool.getName());
        }
      }
    }
  }

  private synchronized Beans beans() {
    if (beans == null) {
      beans = new Beans();
    }
    return beans;
  }

  @Override
  public long max() {
    return max;
  }

  @Override
  public long used() {
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Override
  public long fullCollections() {
    long count = 0;
    for (GarbageCollectorMXBean collector : beans().full) {
      count += collector.getCollectionCount();
    }
    return count;
  }

  @Override
  public long kept() {
    long last = -1;
    long kept = 0;
    for (com.sun.management.GarbageCollectorMXBean collector : beans().full) {
      GcInfo info = collector.getLastGcInfo();
      if (info != null && info.getEndTime() > last) {
        last = info.getEndTime();
        kept = heap(info.getMemoryUsageAfterGc());
      }
    }
    return kept;
  }

  private long heap(Map<String, MemoryUsage> usage) {
    long used = 0;
    for (Map.Entry<String, MemoryUsage> pool : usage.entrySet()) {
      used += beans().pools.contains(pool.getKey()) ? pool.getValue().getUsed() : 0;
    }
    return used;
  }
}
