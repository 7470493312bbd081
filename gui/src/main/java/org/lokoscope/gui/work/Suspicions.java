// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.store.file.FlightRecorder;
import org.lokoscope.store.file.Traces;

/**
 * Whether what a flight recorder keeps shows a leak, while the program runs: the same judgement as
 * that of a report, of a copy that is removed again. Each class of leak is suspected once.
 */
final class Suspicions {

  /** So much of the heap must be free, for the copy is judged beside the program. */
  private static final long LEAST_FREE = 64L << 20;

  private final FlightRecorder recorder;
  private final Set<LeakClass> suspected = EnumSet.noneOf(LeakClass.class);

  Suspicions(FlightRecorder recorder) {
    this.recorder = recorder;
  }

  /** What is suspected now and was not before, in words; "" if nothing is, or it cannot be said. */
  String look() {
    Runtime jvm = Runtime.getRuntime();
    if (jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory() < LEAST_FREE) {
      return "";
    }
    try {
      Path folder = Files.createTempDirectory("lokoscope-flight");
      try {
        return judge(folder.resolve("trace"));
      } finally {
        Exploration.delete(folder);
      }
    } catch (IOException | RuntimeException unreadable) {
      return ""; // The run may have ended meanwhile; whoever asks for a dump is told what is wrong.
    }
  }

  private String judge(Path copy) {
    recorder.copyInto(copy, "suspicion");
    try (Trace trace = Traces.open(copy, Progress.NONE)) {
      return LeakAnalysis.analyse(trace).findings().stream()
          .filter(finding -> suspected.add(finding.leakClass()))
          .map(Suspicions::words)
          .collect(Collectors.joining("; "));
    }
  }

  private static String words(Finding finding) {
    return "suspected: " + finding.leakClass().label() + " at " + finding.site().position();
  }
}
