// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.viewport.Viewport;

/**
 * What a frame of the window costs while one pans and zooms, at several scales: the time from one
 * pulse to the next when they come as fast as they can, which is the work of the two threads that
 * make a frame, and the CPU time that both took for it.
 */
public final class FrameFigures {

  /** The buffer of the headless platform has a million pixels in rows of a thousand. */
  private static final int WIDTH = 1600;

  private static final int HEIGHT = 999;

  private static final int FRAMES = 120;
  private static final int DEEPEST = 20;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Path trace;
  private final CountDownLatch done = new CountDownLatch(1);
  private final long begin = System.nanoTime();
  private int zoom;

  private FrameFigures(Path trace) {
    this.trace = trace;
  }

  /** Opens a trace in a window and measures; must run headless, with pulses at full speed. */
  public static void measure(Path trace, Path data) throws InterruptedException {
    FrameFigures figures = new FrameFigures(trace);
    Platform.startup(() -> figures.open(data));
    figures.done.await();
    Platform.exit();
  }

  private void open(Path data) {
    Stage stage = new Stage();
    MainWindow opened = new MainWindow(stage, new StoreWorkbench(), new UserDirectories(data));
    stage.setX(0);
    stage.setY(0);
    stage.setWidth(WIDTH);
    stage.setHeight(HEIGHT);
    opened.show();
    opened.open(trace);
    whenSettled(
        opened,
        () -> {
          System.out.printf(
              Locale.ROOT,
              "  first paint %,.0f ms after the toolkit was asked to start%n%n",
              (System.nanoTime() - begin) / 1e6);
          System.out.printf(
              "  %-10s %-5s %9s %9s %9s %9s%n", "of the run", "", "median", "99 %", "CPU", "99 %");
          next(opened);
        });
  }

  /** Calls back at the first pulse at which what is seen is as fine as it can be. */
  private static void whenSettled(MainWindow window, Runnable then) {
    new AnimationTimer() {
      @Override
      public void handle(long now) {
        TracePane pane = window.pane();
        if (pane != null && pane.timeline().settled()) {
          stop();
          then.run();
        }
      }
    }.start();
  }

  private void next(MainWindow opened) {
    if (zoom > DEEPEST) {
      done.countDown();
      return;
    }
    TimelineModel model = java.util.Objects.requireNonNull(opened.pane()).opened().model();
    show(model);
    whenSettled(
        opened,
        () ->
            frames(
                "pan",
                frame -> model.pan(frame / 30 % 2 == 0 ? 25 : -25),
                () -> zoomed(opened, model)));
  }

  private void zoomed(MainWindow opened, TimelineModel model) {
    show(model);
    whenSettled(
        opened,
        () ->
            frames(
                "zoom",
                frame -> model.zoomAt(600, frame / 15 % 2 == 0 ? 1.08 : 1 / 1.08),
                () -> {
                  zoom += 4;
                  next(opened);
                }));
  }

  private void show(TimelineModel model) {
    Viewport all = model.window().get().all();
    model.window().set(all.zoomed(all.width() / 2, 1L << zoom));
  }

  private void frames(String what, IntConsumer step, Runnable then) {
    double[] wall = new double[FRAMES];
    double[] cpu = new double[FRAMES];
    new AnimationTimer() {
      private int frame = -1;
      private long last;
      private long worked;

      @Override
      public void handle(long now) {
        long time = System.nanoTime();
        long work = cpuOfFrames();
        if (frame >= 0) {
          wall[frame] = (time - last) / 1e6;
          cpu[frame] = (work - worked) / 1e6;
        }
        frame++;
        last = time;
        worked = work;
        if (frame == FRAMES) {
          stop();
          say(what, wall, cpu);
          then.run();
        } else {
          step.accept(frame);
        }
      }
    }.start();
  }

  /** Nanoseconds that the thread of the application and the one that renders have worked. */
  private static long cpuOfFrames() {
    long sum = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("QuantumRenderer")
          || thread.getName().equals("JavaFX Application Thread")) {
        sum += THREADS.getThreadCpuTime(thread.threadId());
      }
    }
    return sum;
  }

  private void say(String what, double[] wall, double[] cpu) {
    Arrays.sort(wall);
    Arrays.sort(cpu);
    System.out.printf(
        Locale.ROOT,
        "  1/%-8d %-5s %6.1f ms %6.1f ms %6.1f ms %6.1f ms%n",
        1L << zoom,
        what,
        wall[FRAMES / 2],
        wall[FRAMES * 99 / 100],
        cpu[FRAMES / 2],
        cpu[FRAMES * 99 / 100]);
  }
}
