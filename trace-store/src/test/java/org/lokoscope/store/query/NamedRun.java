// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.state.RandomRun;

/** A recorded random run whose fibers, objects and places have names. */
public final class NamedRun {

  private static final List<String> TEXTS = List.of("random.sps", "red", "blue", "bell", "redder");

  private NamedRun() {}

  public static Trace record(Path directory, long seed, int cpus, int steps) {
    try (TraceRecorder recorder =
        TraceRecorder.create(directory, "random.sps", Map.of(), () -> 0)) {
      Map<Integer, Probe> probes = new HashMap<>();
      Set<Long> named = new HashSet<>();
      Random random = new Random(seed);
      RandomRun.tell(
          seed,
          cpus,
          steps,
          cpu -> probes.computeIfAbsent(cpu, c -> begin(recorder.probe(c))),
          (probe, time, subject, serial) -> {
            if (named.add(subject)) {
              name(probe, time, subject, serial, random);
            }
          });
    }
    return Traces.open(directory, Progress.NONE);
  }

  private static Probe begin(Probe probe) {
    for (int i = 0; i < TEXTS.size(); i++) {
      probe.stringDefined(0, i + 1, TEXTS.get(i));
    }
    for (int site = 1; site < 10; site++) {
      probe.siteDefined(0, site, 1, site, 3, 2, 3);
    }
    return probe;
  }

  /** Serial 1 to 4 are the objects of a process, the third a condition. */
  private static void name(Probe probe, long time, long subject, long serial, Random random) {
    if (serial <= 4) {
      probe.objectCreated(time, subject, serial == 3 ? 1 : serial == 4 ? 2 : 0, 0, 1);
      if (serial == 3) {
        probe.named(time, subject, 4);
      }
    } else if (random.nextInt(3) > 0) {
      probe.named(time, subject, List.of(2L, 3L, 5L).get(random.nextInt(3)));
    }
  }
}
