// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lokoscope.runtime.probe.TraceLevel;
import org.lokoscope.runtime.vm.TraceFilter;
import org.lokoscope.store.Retention;
import org.lokoscope.store.TraceInfo;

/**
 * How a run is to be recorded.
 *
 * @param filter what of it
 * @param retention how much of that is kept
 * @param flightNanos how much is kept in memory, to be written when asked for; 0 to write all
 * @param checkNanos how often it is looked which fibers nothing can reach; 0 for only at the end,
 *     {@link #NEVER} for not even then
 * @param replayable whether what comes from outside is kept, so that the run can be repeated
 */
public record RecordSettings(
    TraceFilter filter,
    Retention retention,
    long flightNanos,
    long checkNanos,
    boolean replayable) {

  /** Nobody looks which fibers nothing can reach. */
  public static final long NEVER = -1;

  /** A recording that is not to be replayed. */
  public RecordSettings(
      TraceFilter filter, Retention retention, long flightNanos, long checkNanos) {
    this(filter, retention, flightNanos, checkNanos, false);
  }

  /** Everything is recorded and kept. */
  public static final RecordSettings DEFAULT =
      new RecordSettings(TraceFilter.NONE, Retention.ALL, 0, 0);

  /** The settings as they are shown with the trace: those that are not the default. */
  Map<String, String> described() {
    Map<String, String> all = new LinkedHashMap<>();
    if (filter.level() != TraceLevel.ALL) {
      all.put(TraceInfo.LEVEL, filter.level().name().toLowerCase(Locale.ROOT));
    }
    if (!filter.processes().isEmpty()) {
      all.put(TraceInfo.PROCESSES, String.join(", ", filter.processes()));
    }
    if (!filter.fibers().isEmpty()) {
      all.put(TraceInfo.FIBERS, String.join(", ", filter.fibers()));
    }
    if (retention.maxBytes() != Long.MAX_VALUE) {
      all.put("max-size", Long.toString(retention.maxBytes()));
    }
    if (retention.maxAgeNanos() != Long.MAX_VALUE) {
      all.put("max-age", retention.maxAgeNanos() / 1_000_000 + "ms");
    }
    if (filter.sampleHertz() != 0) {
      all.put("sample", Integer.toString(filter.sampleHertz()));
    }
    if (filter.valueLength() != 0) {
      all.put("values", Integer.toString(filter.valueLength()));
    }
    if (flightNanos != 0) {
      all.put("flight", flightNanos / 1_000_000 + "ms");
    }
    if (checkNanos == NEVER) {
      all.put("no-check", "yes");
    } else if (checkNanos != 0) {
      all.put("check-every", checkNanos / 1_000_000 + "ms");
    }
    if (replayable) {
      all.put("replayable", "yes");
    }
    return all;
  }
}
