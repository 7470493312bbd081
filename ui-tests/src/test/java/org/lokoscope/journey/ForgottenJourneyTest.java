// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.lokoscope.gui.window.MainWindow;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.views.fx.TimelineView;
import org.lokoscope.views.model.TimelineModel;
import org.testfx.util.WaitForAsyncUtils;

/** Nothing of a trace or a window that was closed stays in memory. */
class ForgottenJourneyTest extends Journey {

  private static final long PATIENCE = 30_000_000_000L;

  /** Looks at the trace in every way that may hold on to it, and lets go of it here. */
  private List<WeakReference<Object>> lookedAt() {
    openLeaking();
    TabPane tabs = find("#tabs");
    for (Tab tab : List.copyOf(tabs.getTabs())) {
      if ("tab-debug".equals(tab.getId())) {
        // The debugger's view is the window's; until it is shown elsewhere, what the toolkit drew
        // it in stays with it.
        continue;
      }
      robot.interact(() -> tabs.getSelectionModel().select(tab));
      settle();
    }
    clickOn(lane("worker"), moment(lane("worker"), 0.4));
    until(() -> session().model().selection().get().interval() != null);
    key(KeyCode.E);
    settle();
    clickOn("#search");
    robot.write("work");
    settle();
    robot.type(KeyCode.ESCAPE);
    clickOn("#menu");
    robot.type(KeyCode.ESCAPE);
    key(KeyCode.SPACE);
    TimelineView view = timeline();
    TimelineModel model = session().model();
    return List.of(new WeakReference<>(view), new WeakReference<>(model));
  }

  private void forgotten(List<WeakReference<Object>> all) throws Exception {
    forgetEvents();
    long end = System.nanoTime() + PATIENCE;
    while (!all.stream().allMatch(each -> each.refersTo(null)) && System.nanoTime() < end) {
      System.gc();
      WaitForAsyncUtils.waitForFxEvents();
    }
    if (!all.stream().allMatch(each -> each.refersTo(null))) {
      dump();
    }
    assertThat(all).as("still there").extracting(WeakReference::get).containsOnlyNulls();
  }

  /** Keeps the heap, where the property {@code journey.heap} names a file, to see who holds on. */
  private static void dump() throws IOException {
    String file = System.getProperty("journey.heap");
    if (file != null) {
      Files.deleteIfExists(Path.of(file));
      ManagementFactory.getPlatformMXBean(com.sun.management.HotSpotDiagnosticMXBean.class)
          .dumpHeap(file, true);
    }
  }

  @Test
  void shouldForgetATraceThatWasClosed() throws Exception {
    List<WeakReference<Object>> of = lookedAt();
    clickOn("#menu");
    clickOn("#close-trace");
    until(() -> exists("#empty"));
    forgotten(of);
  }

  @Test
  void shouldForgetATraceWhenAnotherIsOpened() throws Exception {
    List<WeakReference<Object>> of = lookedAt();
    show(Recordings.steady());
    forgotten(of);
  }

  @Test
  void shouldForgetAWindowThatWasClosed() throws Exception {
    List<WeakReference<Object>> of = second();
    // The platform's robot keeps the window that it was in last.
    show(Recordings.steady());
    clickOn(lane("worker"), moment(lane("worker"), 0.5));
    forgotten(of);
  }

  /** A second window, closed as a user closes it. */
  private List<WeakReference<Object>> second() {
    MainWindow first = window;
    robot.interact(
        () -> {
          window = new MainWindow(new Stage(), new SlowWorkbench(), new UserDirectories(data));
          window.show();
        });
    List<WeakReference<Object>> of = new java.util.ArrayList<>(lookedAt());
    of.add(new WeakReference<>(window));
    robot.interact(() -> ((Stage) timeline().getScene().getWindow()).close());
    window = first;
    return of;
  }
}
