// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;

/**
 * Events of some types are read from the chunks that hold such, and still have the numbers that
 * they have among all events. A rare type used to be found by reading everything.
 */
final class EventTypesTest {

  @TempDir Path folder;

  @Test
  void shouldGiveEventsOfSomeTypesAsTheyStandAmongAll() throws Exception {
    Path directory = folder.resolve("trace");
    Random random = new Random(3);
    try (HandMadeTrace made = new HandMadeTrace(directory, 3)) {
      long time = 0;
      for (int i = 0; i < 4000; i++) {
        time += random.nextInt(3);
        HandMadeTrace.Cpu cpu = made.cpu(random.nextInt(3));
        report(cpu.probe(), time, random);
        if (random.nextInt(40) == 0) {
          cpu.flush();
        }
      }
    }
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      long end = trace.end();
      List<Set<String>> wanted =
          List.of(
              Set.of("marked"),
              Set.of("counted"),
              Set.of("marked", "fiberReady"),
              Set.of("processEnded"),
              Set.of("nothingOfTheKind"));
      for (long from : new long[] {0, end / 3, end - 5, end + 1}) {
        List<EventRow> all = trace.events(from, end, Set.of(), Integer.MAX_VALUE);
        for (Set<String> types : wanted) {
          assertThat(trace.events(from, end, types, Integer.MAX_VALUE))
              .isEqualTo(all.stream().filter(row -> types.contains(row.type())).toList());
        }
      }
    }
  }

  private static void report(Probe probe, long time, Random random) {
    switch (random.nextInt(200)) {
      case 0 -> probe.marked(time, 0, 1, 0);
      case 1 -> probe.processEnded(time, 1, 0);
      default -> {
        if (random.nextBoolean()) {
          probe.counted(time, 1, 2, random.nextInt());
        } else {
          probe.fiberReady(time, random.nextInt(5), 0, 0);
        }
      }
    }
  }
}
