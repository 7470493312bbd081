// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.RunningProgram;
import org.lokoscope.gui.debug.model.BreakpointList;
import org.lokoscope.gui.debug.model.Connection;
import org.lokoscope.gui.debug.model.DebugModel;
import org.lokoscope.gui.debug.model.Launch;
import org.lokoscope.gui.debug.model.Seen.Fiber;
import org.lokoscope.gui.panel.DebugTab;
import org.lokoscope.gui.panel.DebugView;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.gui.panel.RunDebugger;
import org.lokoscope.gui.panel.SourceView;
import org.lokoscope.gui.panel.TraceTab;
import org.lokoscope.gui.work.ReplayableRun;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.SourceText;

/**
 * The window's debugger: below the timeline while a trace is open, else in its place. What is
 * debugged runs in a process of its own. Lives on the FX thread.
 */
final class Debugging implements RunDebugger {

  private static final String TAB = "tab-debug";

  private final MainWindow window;
  private final DebugModel model = new DebugModel(Connection::to, Platform::runLater);
  private final KeptBreakpoints kept;
  private @Nullable DebugView view;

  Debugging(MainWindow window) {
    this.window = window;
    this.kept =
        new KeptBreakpoints(
            model,
            window.directories().data(),
            Platform::runLater,
            () ->
                window
                    .banner()
                    .notice("The breakpoints cannot be kept: their folder cannot be written to."));
    model.fiber().listen(fiber -> markLane());
    model.phase().listen(phase -> markLane());
    model.time().listen(this::movePlayhead);
  }

  /** A trace is opened: its breakpoints come back. */
  void opened(OpenTrace trace) {
    kept.ofTrace(trace.info().directory(), trace.info().program());
  }

  /** The window is closed. */
  void close() {
    model.stop();
    kept.close();
  }

  DebugModel model() {
    return model;
  }

  /** Made when it is first seen. */
  DebugView view() {
    DebugView made = view;
    if (made == null) {
      made = new DebugView(model, this::text);
      made.onFiber(this::select);
      view = made;
    }
    return made;
  }

  /** Who is chosen here is chosen in the timeline, if the run is that of its trace. */
  private void select(Fiber fiber) {
    OpenTrace opened = window.opened();
    if (opened != null && isOf(opened)) {
      opened.model().select(LaneId.fiber(fiber.id()), opened.model().playback().time().get());
    }
  }

  private boolean isOf(OpenTrace opened) {
    return model.stands()
        && model.launch().filter(launch -> launch.isOf(opened.info().directory())).isPresent();
  }

  TraceTab tab() {
    return new DebugTab(this::view);
  }

  @Override
  public BreakpointList breakpoints() {
    return model.breakpoints();
  }

  // What is debugged

  /** Asks how a program is to be debugged; then starts it. */
  void ask(Path program) {
    DebugDialog.show(
        window.stage(),
        program,
        asked -> {
          Launch launch =
              Launch.program(program, asked.arguments(), asked.seed(), asked.reversible());
          kept.ofProgram(program, () -> begin(launch, asked.start()));
        });
  }

  private void begin(Launch launch, boolean now) {
    if (now) {
      start(launch);
    } else {
      prepare(launch);
    }
  }

  /** Asks which of the programs that run is to be debugged; then attaches to it. */
  void askToAttach() {
    Thread.ofVirtual()
        .start(
            () -> {
              List<RunningProgram> running = RunningProgram.all();
              Platform.runLater(() -> askToAttach(running));
            });
  }

  private void askToAttach(List<RunningProgram> running) {
    if (running.isEmpty()) {
      window.banner().notice("N" + RunningProgram.NONE.substring(1) + ".");
    } else {
      window.banner().hide();
      AttachDialog.show(
          window.stage(),
          running,
          chosen -> {
            Path program = Path.of(chosen.program());
            kept.ofProgram(program, () -> start(Launch.attached(chosen.pid(), program)));
          });
    }
  }

  /** Shows a program's text, where breakpoints can be set before the user starts it. */
  private void prepare(Launch launch) {
    model.prepare(launch);
    front();
    view().show(launch.file());
  }

  private void start(Launch launch) {
    front();
    model.start(launch);
  }

  @Override
  public boolean canRepeat() {
    OpenTrace opened = window.opened();
    return opened != null && ReplayableRun.isReplayable(opened.info().directory());
  }

  /** Has the run of the open trace stand at a time. */
  void stopAt(long time) {
    OpenTrace opened = window.opened();
    if (opened != null && canRepeat()) {
      opened.model().playback().moveTo(time);
      start(Launch.at(opened.info().directory(), time));
    } else if (opened != null) {
      String why =
          opened.info().settings().containsKey("seed")
              ? "This run has a seed, but what came from outside and went there was not kept, so it"
                  + " cannot be repeated: "
              : "This run cannot be repeated: ";
      window
          .banner()
          .notice(
              why
                  + "record it with \u201cRepeatable\u201d, or with lokoscope record"
                  + " --replayable.");
    }
  }

  /** The same at the playhead. */
  void stopAtPlayhead() {
    OpenTrace opened = window.opened();
    if (opened != null) {
      stopAt(opened.model().playback().time().get());
    }
  }

  @Override
  public void stopAtLeak(int number) {
    OpenTrace opened = window.opened();
    if (opened != null) {
      start(Launch.leak(opened.info().directory(), number));
    }
  }

  // Where it is shown

  /** Brings the debugger to where the user sees it. */
  void front() {
    TracePane pane = window.pane();
    if (pane != null) {
      pane.panel().front(TAB);
    } else {
      window.showInPlace(view());
    }
  }

  /** Whether there is anything to be shown where no trace is. */
  boolean isUsed() {
    return model.launch().isPresent();
  }

  /** Another trace is shown, or none: a run of the one before is of no use. */
  void leave() {
    if (model.launch().filter(Launch::trace).isPresent()) {
      model.forget();
      if (view != null) {
        view.forget();
      }
    }
    if (view != null && view.getParent() instanceof StackPane tab) {
      // The view stays, and would keep the trace whose tab it is in.
      tab.getChildren().remove(view);
    }
  }

  /** Sets a breakpoint at the line that the user looks at, or takes it away. */
  void toggle() {
    boolean other =
        window.stage().getScene().getFocusOwner() instanceof SourceView focused
            && focused != view().source();
    view().toggle(other ? (SourceView) window.stage().getScene().getFocusOwner() : view().source());
  }

  /** The run of a trace stands at a moment of it: all that tells of the playhead tells of that. */
  private void movePlayhead(long time) {
    OpenTrace opened = window.opened();
    if (opened != null && time >= 0 && isOf(opened)) {
      opened.model().playback().moveTo(time);
      opened.model().window().set(opened.model().window().get().revealing(time));
    }
  }

  private void markLane() {
    OpenTrace opened = window.opened();
    if (opened == null) {
      return;
    }
    boolean ofTrace = isOf(opened);
    Optional<LaneId> lane =
        model.fibers().get().stream()
            .filter(each -> ofTrace && each.stands())
            .findFirst()
            .or(() -> model.fiber().get().filter(each -> ofTrace))
            .map(Fiber::id)
            .map(LaneId::fiber);
    if (!lane.equals(opened.model().standing().get())) {
      opened.model().standing().set(lane);
      lane.ifPresent(opened.model()::reveal);
    }
  }

  // Texts

  private void text(String file, Consumer<@Nullable SourceText> then) {
    OpenTrace opened = window.opened();
    boolean kept = model.launch().filter(Launch::trace).isPresent();
    if (opened != null && kept) {
      opened.ask(
          trace -> Optional.ofNullable(trace.source(file)),
          found -> then.accept(found.orElse(null)));
      return;
    }
    Thread.ofVirtual()
        .start(
            () -> {
              SourceText read = read(file);
              Platform.runLater(() -> then.accept(read));
            });
  }

  private static @Nullable SourceText read(String file) {
    try {
      byte[] octets = Files.readAllBytes(Path.of(file));
      return new SourceText(file, "", new String(octets, StandardCharsets.UTF_8));
    } catch (IOException | InvalidPathException gone) {
      return null;
    }
  }
}
