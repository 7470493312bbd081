// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.gui.debug.model.BreakpointList;
import org.lokoscope.gui.debug.model.BreakpointList.Point;
import org.lokoscope.gui.debug.model.DebugModel;

/** A thread stands for the screen's. */
@Timeout(60)
final class KeptBreakpointsTest {

  @TempDir Path folder;
  private final ExecutorService screen =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("screen").factory());
  private final AtomicInteger complaints = new AtomicInteger();

  /** A window's model, and what it keeps. */
  private final class Window {
    final DebugModel model = model();
    final BreakpointList list = model.breakpoints();
    final KeptBreakpoints kept =
        new KeptBreakpoints(model, folder.resolve("data"), screen, complaints::incrementAndGet);

    void close() throws Exception {
      act(kept::close);
    }
  }

  private DebugModel model() {
    return new DebugModel(
        any -> {
          throw new IOException("nothing is debugged here");
        },
        screen);
  }

  @AfterEach
  void end() {
    screen.shutdownNow();
  }

  private void act(Runnable work) throws Exception {
    screen.submit(work).get();
  }

  private void ofProgram(Window window, String name) throws Exception {
    CountDownLatch there = new CountDownLatch(1);
    act(() -> window.kept.ofProgram(folder.resolve(name), there::countDown));
    there.await();
  }

  private static Object lines(Window window) {
    return window.list.points().get().stream().map(Point::line).toList();
  }

  @Test
  void shouldBringBackWhatWasSetForAProgram() throws Exception {
    Window first = new Window();
    ofProgram(first, "jobs.sps");
    act(() -> first.list.toggle("jobs.sps", 4));
    act(() -> first.list.change(first.list.points().get().getFirst().with("(= x 1)", "", "")));
    act(() -> first.model.watch("(car x)"));
    ofProgram(first, "other.sps");
    assertThat(lines(first)).asString().isEqualTo("[]");
    assertThat(first.model.expressions()).isEmpty();
    act(() -> first.list.toggle("other.sps", 7));
    first.close();
    Window second = new Window();
    ofProgram(second, "jobs.sps");
    assertThat(lines(second)).asString().isEqualTo("[4]");
    assertThat(second.list.points().get().getFirst().condition()).isEqualTo("(= x 1)");
    assertThat(second.model.expressions()).containsExactly("(car x)");
    act(() -> second.list.toggle("jobs.sps", 4));
    act(() -> second.model.unwatch("(car x)"));
    ofProgram(second, "other.sps");
    assertThat(lines(second)).asString().isEqualTo("[7]");
    ofProgram(second, "jobs.sps");
    assertThat(lines(second)).asString().isEqualTo("[]");
    second.close();
    assertThat(complaints).hasValue(0);
  }

  @Test
  void shouldKeepThoseOfATraceBesideItAndBeginWithThoseOfItsProgram() throws Exception {
    Path trace = Files.createDirectory(folder.resolve("jobs.trace"));
    Window window = new Window();
    ofProgram(window, "jobs.sps");
    act(() -> window.list.toggle("jobs.sps", 4));
    act(() -> window.kept.ofTrace(trace, "src/jobs.sps"));
    // What is kept of it is read elsewhere, and then shown on the screen's thread.
    while (!folder.resolve("jobs.trace.breakpoints").equals(window.kept.file())) {
      act(() -> {});
    }
    assertThat(lines(window)).asString().isEqualTo("[4]");
    act(() -> window.list.toggle("jobs.sps", 9));
    window.close();
    assertThat(folder.resolve("jobs.trace.breakpoints")).content().contains("\"line\" : 9");
  }

  @Test
  void shouldSayThatNothingCanBeKept() throws Exception {
    Files.writeString(folder.resolve("data"), "a file where the folder should be");
    Window window = new Window();
    ofProgram(window, "jobs.sps");
    act(() -> window.list.toggle("jobs.sps", 4));
    window.close();
    act(() -> {});
    assertThat(complaints).hasValue(1);
  }
}
