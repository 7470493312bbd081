// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lokoscope.samples.bench.RecordedPrograms;

/**
 * What it costs to keep a run so that it can be repeated: whole recordings with and without, in
 * turns. Their own clocks do not serve, for one of them is virtual.
 */
final class ReplayableBench {

  private static final int ROUNDS = 5;
  private static final List<String> PROGRAMS = List.of("ping-pong", "web-server");

  private ReplayableBench() {}

  static void run(String mainClass, Path work, Path nothing)
      throws IOException, InterruptedException {
    System.out.printf(
        "record --replayable beside record, the least of %d rounds in turns: seconds of the whole"
            + " command.%n%n",
        ROUNDS);
    System.out.printf("%-12s %8s %12s %6s%n", "", "record", "--replayable", "ratio");
    for (String name : PROGRAMS) {
      Path program = RecordedPrograms.extract(name, work);
      double plain = Double.MAX_VALUE;
      double kept = Double.MAX_VALUE;
      for (int round = 0; round < ROUNDS; round++) {
        plain = Math.min(plain, once(mainClass, work, nothing, program, List.of()));
        kept = Math.min(kept, once(mainClass, work, nothing, program, List.of("--replayable")));
      }
      System.out.printf(Locale.ROOT, "%-12s %8.2f %12.2f %6.2f%n", name, plain, kept, kept / plain);
    }
    System.out.println();
  }

  private static double once(
      String mainClass, Path work, Path nothing, Path program, List<String> options)
      throws IOException, InterruptedException {
    Path trace = work.resolve("trace");
    List<String> words = new ArrayList<>(List.of("record", "-o", trace.toString()));
    words.addAll(options);
    words.add(program.toString());
    TimedCommand.Outcome outcome =
        TimedCommand.run(Tools.ours(mainClass, words.toArray(String[]::new)), Map.of(), nothing);
    if (outcome.status() != 0) {
      throw new IOException(String.join(" ", words) + " failed: " + outcome.output().strip());
    }
    Tools.delete(trace);
    return outcome.seconds();
  }
}
