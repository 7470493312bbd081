package org.lokoscope.gui.work;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lokoscope.runtime.probe.TraceLevel;
import org.lokoscope.runtime.vm.TraceFilter;
import org.lokoscope.store.TraceInfo;

/**
 * How a run is to be recorded.
 *
 * @param filter what of it
 */
public record RecordSettings(TraceFilter filter) {

  /** Everything is recorded and kept. */
  public static final RecordSettings DEFAULT = new RecordSettings(TraceFilter.NONE);

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
    return all;
  }
}
