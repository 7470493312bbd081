// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.safety;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Retention;
import org.lokoscope.store.file.TraceRecorder;

/**
 * Records on two CPUs until it is killed, and says in a mapped file, which outlives it, how far it
 * has come: for each CPU how many events, and when the last and the first of them were.
 *
 * <p>{@code Victim TRACE FILE SEED MAX_BYTES}
 */
final class Victim {

  static final int CPUS = 2;

  /** Bytes that the file has for a CPU. */
  static final int STRIDE = 24;

  private Victim() {}

  public static void main(String[] arguments) throws Exception {
    Path told = Path.of(arguments[1]);
    Random random = new Random(Long.parseLong(arguments[2]));
    long start = System.nanoTime();
    try (FileChannel file =
        FileChannel.open(told, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment progress =
          file.map(FileChannel.MapMode.READ_WRITE, 0, (long) CPUS * STRIDE, Arena.global());
      TraceRecorder recorder =
          TraceRecorder.create(
              Path.of(arguments[0]),
              "victim.sps",
              Map.of("cpus", Integer.toString(CPUS)),
              () -> System.nanoTime() - start,
              new Retention(Long.parseLong(arguments[3]), Long.MAX_VALUE),
              opened -> {});
      Probe[] probes = {recorder.probe(0), recorder.probe(1)};
      for (int cpu = 0; cpu < CPUS; cpu++) {
        probes[cpu].stringDefined(recorder.clock().getAsLong(), cpu + 1, "cpu " + cpu);
      }
      int burst = 1 << random.nextInt(4, 13);
      long[] counts = new long[CPUS];
      System.out.println("recording");
      while (true) {
        int cpu = random.nextInt(CPUS);
        for (int i = random.nextInt(burst); i >= 0; i--) {
          long time = recorder.clock().getAsLong();
          probes[cpu].counted(time, 0, cpu + 1, counts[cpu]);
          if (counts[cpu] == 0) {
            progress.set(ValueLayout.JAVA_LONG, (long) cpu * STRIDE + 16, time);
          }
          progress.set(ValueLayout.JAVA_LONG, (long) cpu * STRIDE, ++counts[cpu]);
          progress.set(ValueLayout.JAVA_LONG, (long) cpu * STRIDE + 8, time);
        }
        // Not so fast that events are lost.
        Thread.sleep(1);
      }
    }
  }
}
