// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lokoscope.gui.work.ScaledTrace;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;

/** Measures the window on a trace, in a JVM of its own without a display. */
public final class WindowBench {

  private WindowBench() {}

  /**
   * Measures a trace that there is, or one that is written for it.
   *
   * @param what a trace's directory, or millions of events with a colon and thousands of fibers
   * @param mainClass of this program
   */
  public static void run(String what, String mainClass) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("lokoscope-bench");
    try {
      Path trace = Path.of(what);
      if (!Files.isDirectory(trace)) {
        String[] parts = what.split(":", -1);
        trace = work.resolve("trace");
        double events = Double.parseDouble(parts[0]) * 1e6;
        ScaledTrace.write(trace, (long) events, (int) (Double.parseDouble(parts[1]) * 1e3));
      }
      // The index is made before: what is measured is the window.
      try (Trace indexed = new StoreWorkbench().open(trace, Progress.NONE)) {
        System.out.printf(
            Locale.ROOT,
            "%n%,d events, %,d fibers%n",
            indexed.info().events(),
            indexed.info().fibers());
      }
      measure(trace, work, mainClass);
    } finally {
      Tools.delete(work);
    }
  }

  private static void measure(Path trace, Path work, String mainClass)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            Tools.ours(
                mainClass,
                "bench",
                "--raw",
                "window",
                trace.toString(),
                work.resolve("data").toString()));
    command.addAll(
        1,
        List.of(
            "-Xmx1g",
            "-Dglass.platform=Headless",
            "-Dprism.order=sw",
            "-Djava.awt.headless=true",
            "-Djavafx.animation.fullspeed=true"));
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("the measuring process failed");
    }
  }
}
