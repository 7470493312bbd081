// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javafx.application.Platform;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Watches the FX thread for tasks of ours that take too long: it looks at the thread's stack every
 * two milliseconds. Looks that see the same frame of ours outermost, with nothing between them that
 * was posted to the thread meanwhile, are of one task. What counts is the time on the CPU: other
 * programs of a busy machine are not our doing.
 */
final class FxWatch implements AutoCloseable {

  private static final long PERIOD = 2_000_000;
  private static final String OURS = "org.lokoscope.";
  private static final String TESTS = "org.lokoscope.journey.";

  private final long limit;
  private final Thread fx;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final AtomicLong beats = new AtomicLong();
  private final List<String> found = new ArrayList<>();
  private final Thread watcher;
  private volatile boolean closed;

  /**
   * Begins to watch.
   *
   * @param millis of the CPU that a task may take
   */
  FxWatch(long millis) {
    limit = millis * 1_000_000;
    fx = WaitForAsyncUtils.waitForAsyncFx(10_000, Thread::currentThread);
    watcher = Thread.ofPlatform().name("fx-watch").daemon().start(this::watch);
  }

  private void watch() {
    String task = "";
    long beat = -1;
    long begin = 0;
    boolean told = false;
    beat();
    while (!closed) {
      LockSupport.parkNanos(PERIOD);
      StackTraceElement[] stack = fx.getStackTrace();
      String now = outermost(stack);
      long used = threads.getThreadCpuTime(fx.threadId());
      if (now.isEmpty() || !now.equals(task) || beats.get() != beat) {
        task = now;
        beat = beats.get();
        begin = used;
        told = false;
      } else if (used - begin > limit && !told) {
        told = true;
        synchronized (found) {
          found.add((used - begin) / 1_000_000 + " ms or more: " + text(stack));
        }
      }
    }
  }

  private void beat() {
    if (!closed) {
      beats.incrementAndGet();
      Platform.runLater(this::beat);
    }
  }

  /** The outermost frame of ours; empty if none is there, or if a test does the work. */
  private static String outermost(StackTraceElement[] stack) {
    for (int i = stack.length - 1; i >= 0; i--) {
      String name = stack[i].getClassName();
      if (name.startsWith(OURS)) {
        return name.startsWith(TESTS) ? "" : stack[i].toString();
      }
    }
    return "";
  }

  private static String text(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .map(StackTraceElement::toString)
        .limit(40)
        .collect(Collectors.joining("\n    "));
  }

  /** The tasks that took too long, each with the stack at which it was seen. */
  List<String> found() {
    synchronized (found) {
      return List.copyOf(found);
    }
  }

  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
  }
}
