// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.lokoscope.gui.window.LiveFigures;
import org.lokoscope.gui.work.Lateness;
import org.lokoscope.gui.work.LiveSource;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.Unread;

/**
 * Measures how late one sees what is recorded meanwhile: events come at a stated rate from a
 * process of its own, another one follows its trace.
 */
public final class LiveBench {

  /** Who records goes on until nobody follows any more, and no longer than this. */
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(3);

  private static final long MEASURED = TimeUnit.SECONDS.toNanos(15);

  /** While the JVM that follows warms up nothing is counted. */
  private static final long WARM_UP = TimeUnit.SECONDS.toNanos(5);

  private static final long PACE_MILLIS = 30;
  private static final long LEAST_REST_MILLIS = 5;

  /** What the window uses. */
  private static final long BEHIND = 400_000_000;

  private LiveBench() {}

  /**
   * Measures at one rate.
   *
   * @param rate millions of events per second and thousands of fibers: {@code 2:1}
   * @param mainClass of this program
   */
  public static void run(String rate, String mainClass) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("lokoscope-bench");
    try {
      String[] parts = rate.split(":", -1);
      System.out.printf(
          Locale.ROOT, "%n%s million events/s, %s thousand fibers%n", parts[0], parts[1]);
      follow("followed alone", List.of("follow"), work.resolve("alone"), parts, mainClass);
      window(work, parts, mainClass);
    } finally {
      Tools.delete(work);
    }
  }

  private static void window(Path work, String[] parts, String mainClass)
      throws IOException, InterruptedException {
    System.out.println("  in the window");
    List<String> command =
        Tools.ours(
            mainClass,
            "bench",
            "--raw",
            "live",
            "window",
            work.resolve("seen").toString(),
            parts[0],
            parts[1]);
    command.addAll(
        1, List.of("-Dglass.platform=Headless", "-Dprism.order=sw", "-Djava.awt.headless=true"));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("the measuring process failed");
    }
  }

  /** Follows a recording in a window of this JVM. */
  public static void inWindow(Path trace, String millions, String thousands, String mainClass)
      throws InterruptedException {
    LiveFigures.measure(
        Tools.ours(
            mainClass, "bench", "--raw", "live", "source", trace.toString(), millions, thousands),
        trace,
        trace.resolveSibling("data"));
  }

  private static void follow(
      String title, List<String> how, Path trace, String[] parts, String mainClass)
      throws IOException, InterruptedException {
    System.out.println("  " + title);
    List<String> source =
        Tools.ours(
            mainClass, "bench", "--raw", "live", "source", trace.toString(), parts[0], parts[1]);
    Process recorder = new ProcessBuilder(source).inheritIO().start();
    try {
      StoreWorkbench store = new StoreWorkbench();
      while (recorder.isAlive() && !store.isTrace(trace)) {
        Thread.sleep(PACE_MILLIS);
      }
      List<String> follower = Tools.ours(mainClass, "bench", "--raw", "live");
      follower.addAll(how);
      follower.add(trace.toString());
      if (new ProcessBuilder(follower).inheritIO().start().waitFor() != 0) {
        throw new IOException("the measuring process failed");
      }
    } finally {
      recorder.destroy();
      recorder.waitFor();
    }
  }

  /** Records at a rate in this JVM. */
  public static void source(Path trace, String millions, String thousands) {
    LiveSource.record(
        trace,
        Double.parseDouble(millions) * 1e6,
        (int) (Double.parseDouble(thousands) * 1e3),
        MOST_NANOS);
  }

  /** Follows a trace in this JVM with what the window follows it with, and draws nothing. */
  public static void follow(Path directory) throws InterruptedException {
    Lateness lateness = new Lateness();
    try (Trace trace = new StoreWorkbench().open(directory, Progress.NONE)) {
      long origin = LiveSource.origin(trace.info().settings());
      long begin = System.nanoTime() + WARM_UP;
      Figures before = null;
      while (System.nanoTime() < begin + MEASURED && trace.info().recording()) {
        if (before == null && System.nanoTime() > begin) {
          before = Figures.of(trace);
        }
        long began = System.nanoTime();
        trace.keepUp(BEHIND, Progress.NONE);
        long now = System.nanoTime();
        if (before != null) {
          lateness.add(now - origin - trace.end());
        }
        Thread.sleep(Math.max(LEAST_REST_MILLIS, PACE_MILLIS - (now - began) / 1_000_000));
      }
      System.out.println("    late: " + lateness);
      if (before != null) {
        System.out.println("    " + Figures.of(trace).since(before));
      }
    }
  }

  /** What was seen until a moment, and what that took. */
  public record Figures(
      long nanos, long events, long left, long lost, long threadNanos, long processNanos) {

    public static Figures of(Trace trace) {
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new Figures(
          System.nanoTime(),
          trace.info().events(),
          trace.unread().stream().mapToLong(Unread::events).sum(),
          trace.info().lostEvents(),
          ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(),
          system.getProcessCpuTime());
    }

    /** What has come since, in words. */
    public String since(Figures before) {
      long seen = events - before.events;
      return String.format(
          Locale.ROOT,
          "%,.0f events/s seen, %,d left out, %,d lost; CPU for one: %.0f ns of the thread that"
              + " follows, %.0f ns of the process",
          seen / ((nanos - before.nanos) / 1e9),
          left - before.left,
          lost,
          (double) (threadNanos - before.threadNanos) / Math.max(1, seen),
          (double) (processNanos - before.processNanos) / Math.max(1, seen));
    }
  }
}
