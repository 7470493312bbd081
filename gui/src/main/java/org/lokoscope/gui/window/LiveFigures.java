// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.gui.work.Lateness;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.LiveRecording;
import org.lokoscope.gui.work.LiveSource;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.store.Unread;

/** How late the window draws what is recorded meanwhile, and how many frames it paints. */
public final class LiveFigures {

  private static final long WARM_UP = 8_000_000_000L;
  private static final long MEASURED = 15_000_000_000L;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Lateness lateness = new Lateness();
  private final Lateness frames = new Lateness();
  private long begin;
  private long last;
  private long eventsBefore;
  private long leftBefore;
  private long processBefore;
  private Map<String, Long> threadsBefore = Map.of();

  private LiveFigures() {}

  /**
   * Follows a recording in a window and measures; must run headless.
   *
   * @param command that records into {@code trace} until it is ended
   */
  public static void measure(List<String> command, Path trace, Path data)
      throws InterruptedException {
    LiveFigures figures = new LiveFigures();
    Platform.startup(() -> figures.open(command, trace, data));
    figures.done.await();
    Platform.exit();
  }

  private void open(List<String> command, Path trace, Path data) {
    MainWindow opened =
        new MainWindow(new Stage(), new StoreWorkbench(), new UserDirectories(data));
    opened.show();
    LiveRecording.Order order =
        new LiveRecording.Order(
            Path.of("live.sps"), List.of(), LaunchSettings.DEFAULT, RecordSettings.DEFAULT, trace);
    opened.live().follow(order, () -> LiveRecording.start(order, command));
    new AnimationTimer() {
      @Override
      public void handle(long now) {
        TracePane pane = opened.pane();
        if (pane != null && frame(pane)) {
          stop();
          say(pane.opened());
          opened.live().end();
          done.countDown();
        }
      }
    }.start();
  }

  /** Takes note of a frame; says whether it was the last one. */
  private boolean frame(TracePane pane) {
    long now = System.nanoTime();
    OpenTrace opened = pane.opened();
    if (begin == 0) {
      begin = now + WARM_UP;
    }
    if (now > begin) {
      if (last == 0) {
        eventsBefore = opened.info().events();
        leftBefore = left(opened);
        processBefore = process();
        threadsBefore = threads();
      } else {
        frames.add(now - last);
      }
      last = now;
      long origin = LiveSource.origin(opened.info().settings());
      lateness.add(now - origin - pane.timeline().drawnUntil());
    }
    return now > begin + MEASURED;
  }

  private static long left(OpenTrace opened) {
    return opened.unread().stream().mapToLong(Unread::events).sum();
  }

  /** Nanoseconds of CPU of this process until now. */
  private static long process() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** The same of each thread, added up by their names. */
  private static Map<String, Long> threads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Long> used = new HashMap<>();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null) {
        String name = thread.getThreadName().replaceAll("-(worker-)?\\d+$", "");
        used.merge(name, Math.max(0, threads.getThreadCpuTime(thread.getThreadId())), Long::sum);
      }
    }
    return used;
  }

  /** Who used the processor, in parts of one CPU; the rest is compiler and garbage collector. */
  private String busy() {
    Map<String, Long> used = threads();
    used.replaceAll((name, nanos) -> nanos - threadsBefore.getOrDefault(name, 0L));
    used.put("the JVM", process() - processBefore - used.values().stream().mapToLong(n -> n).sum());
    return used.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .filter(thread -> thread.getValue() > MEASURED / 200)
        .map(
            thread ->
                String.format(
                    Locale.ROOT,
                    "%s %.0f %%",
                    thread.getKey(),
                    100.0 * thread.getValue() / MEASURED))
        .collect(Collectors.joining(", "));
  }

  private void say(OpenTrace opened) {
    System.out.println("    CPU: " + busy());
    System.out.printf(
        Locale.ROOT,
        "    drawn late: %s%n    %.0f frames/s, from one to the next %s%n"
            + "    %,.0f events/s seen, %,d left out, %,d lost%n",
        lateness,
        frames.size() / (MEASURED / 1e9),
        frames,
        (opened.info().events() - eventsBefore) / (MEASURED / 1e9),
        left(opened) - leftBefore,
        opened.info().lostEvents());
  }
}
