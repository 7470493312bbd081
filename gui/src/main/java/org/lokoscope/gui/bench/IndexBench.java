package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lokoscope.gui.work.ScaledTrace;

/**
 * Measures the index of traces of stated sizes, each in a JVM of its own with a heap of 512 MiB.
 */
public final class IndexBench {

  private IndexBench() {}

  /**
   * Measures a trace of some millions of events and some thousands of fibers, both as text with a
   * colon between: {@code 10:100}.
   *
   * @param mainClass of this program
   */
  public static void run(String size, String mainClass) throws IOException, InterruptedException {
    String[] parts = size.split(":", -1);
    double millions = Double.parseDouble(parts[0]);
    double thousands = Double.parseDouble(parts[1]);
    Path work = Files.createTempDirectory("lokoscope-bench");
    try {
      Path trace = work.resolve("trace");
      ScaledTrace.write(trace, (long) (millions * 1e6), (int) (thousands * 1e3));
      System.out.printf(
          Locale.ROOT, "%n%s million events, %s thousand fibers%n", parts[0], parts[1]);
      List<String> command =
          new ArrayList<>(Tools.ours(mainClass, "bench", "--raw", "index", trace.toString()));
      command.add(1, "-Xmx512m");
      Process process = new ProcessBuilder(command).inheritIO().start();
      if (process.waitFor() != 0) {
        throw new IOException("the measuring process failed");
      }
    } finally {
      Tools.delete(work);
    }
  }
}
