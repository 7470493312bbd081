// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.gui.work.TraceFiles;
import org.lokoscope.gui.work.TraceMarks;
import org.lokoscope.gui.work.TraceParts;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.gui.work.Workbench;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.views.fx.QueryExecutor;
import org.lokoscope.views.fx.Themed;
import org.lokoscope.views.layout.Arrangement;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.viewport.TimeRange;

/** The window: at most one open trace, and at most one long task in front of it. */
public final class MainWindow {

  private final Stage stage;
  private final Workbench workbench;
  private final UserDirectories directories;
  private final Banner banner = new Banner();
  private final TaskPane task = new TaskPane();
  private final HelpOverlay help = new HelpOverlay();
  private final BorderPane center = new BorderPane();
  private final StatusLine status = new StatusLine();
  private final Menus menus;
  private final TopBar top;
  private final WindowLook look;
  private final List<Command> commands;
  private final Comparing comparing;
  private final LiveSession live;
  private final Debugging debugging;
  private final Keys keys;
  private KeyPreset preset = KeyPreset.PERFETTO;
  private @Nullable TracePane shown;
  private Consumer<OpenTrace> onceOpened = any -> {};

  public MainWindow(Stage stage, Workbench workbench, UserDirectories directories) {
    this.stage = stage;
    this.workbench = workbench;
    this.directories = directories;
    this.comparing = new Comparing(this, node -> center.setCenter(node == null ? shown : node));
    this.live = new LiveSession(this);
    this.debugging = new Debugging(this);
    this.menus = new Menus(this, directories);
    this.top = new TopBar(menus);
    BorderPane root = new BorderPane(center);
    root.setTop(new VBox(top, live.bar(), banner));
    root.setBottom(status);
    StackPane stack = new StackPane(root, help, task);
    Scene scene = new Scene(stack, 1440, 900);
    FileDrop.on(scene, this::dropped);
    look = new WindowLook(scene, directories.data().resolve("window.properties"));
    commands = new Commands(this).all();
    keys = new Keys(scene);
    use(KeyPreset.PERFETTO);
    stage.setScene(scene);
    stage.setTitle("Lokoscope");
    stage.setOnHidden(
        event -> {
          live.end();
          closeTrace();
          debugging.close();
          forget();
        });
    showEmpty();
  }

  Stage stage() {
    return stage;
  }

  /** Theme, palette and size of letters. */
  WindowLook look() {
    return look;
  }

  Workbench workbench() {
    return workbench;
  }

  UserDirectories directories() {
    return directories;
  }

  /** Null when no trace is open. */
  @Nullable TracePane pane() {
    return shown;
  }

  /** The trace on show, or null when no trace is open. */
  public @Nullable OpenTrace opened() {
    return shown == null ? null : shown.opened();
  }

  /** Does something with the next trace that is opened. */
  void whenOpened(Consumer<OpenTrace> then) {
    onceOpened = then;
  }

  Banner banner() {
    return banner;
  }

  public void show() {
    stage.show();
  }

  /** Shows the tour, if the window has never been opened without a trace before. */
  public void welcome() {
    if (directories.isFirstRun()) {
      Tour.begin(this);
    }
  }

  /** Opens a trace in place of the present one, which stays when that fails or is cancelled. */
  public void open(Path path) {
    DeepLink link;
    try {
      link = DeepLink.of(path);
    } catch (IllegalArgumentException wrong) {
      banner.error(String.valueOf(wrong.getMessage()));
      return;
    }
    Path trace = traceOf(link.trace());
    start(
        "Opening " + trace + "…",
        progress -> load(trace, progress),
        loaded -> {
          opened(loaded);
          follow(link);
        });
  }

  private void follow(DeepLink link) {
    TracePane pane = shown;
    if (pane != null && link.leads()) {
      Platform.runLater(() -> follow(link, pane));
    }
  }

  private void follow(DeepLink link, TracePane pane) {
    try {
      link.show(pane.opened().model(), link.lane(pane.opened().fibers()));
      if (!link.view().isEmpty()) {
        pane.panel().show(link.view());
      }
    } catch (IllegalArgumentException wrong) {
      banner.error(String.valueOf(wrong.getMessage()));
    }
  }

  /** The link to what is looked at now; empty when no trace is open. */
  String link() {
    OpenTrace opened = opened();
    return opened == null ? "" : DeepLink.to(opened.info().directory(), opened.model()).command();
  }

  /** The trace that a file or folder is in, or the path itself if it is in none. */
  private Path traceOf(Path path) {
    Path at = path.toAbsolutePath();
    for (int i = 0; i < 3 && at != null; i++) {
      if (workbench.isTrace(at)) {
        return i == 0 ? path : at;
      }
      at = at.getParent();
    }
    return path;
  }

  private OpenTrace.Loaded load(Path trace, Progress progress) {
    Trace opened = workbench.open(trace, progress);
    try {
      return OpenTrace.load(opened);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void opened(OpenTrace.Loaded loaded) {
    live.leave();
    shown(loaded);
  }

  /** Opens a trace without ending what is being recorded. */
  void openBeside(Path trace) {
    start("Opening " + trace + "…", progress -> load(trace, progress), this::shown);
  }

  /** Shows a trace that was read, in place of the present one. */
  OpenTrace shown(OpenTrace.Loaded loaded) {
    closeTrace();
    OpenTrace opened = new OpenTrace(loaded, problem -> banner.error(LongTask.line(problem)));
    directories.remember(loaded.info().directory(), "");
    opened
        .diagnosis()
        .listen(
            known ->
                known.ifPresent(
                    diagnosis ->
                        directories.remember(loaded.info().directory(), verdict(diagnosis))));
    opened.debugger(debugging);
    shown = new TracePane(opened, debugging.tab());
    shown.timeline().onSaveRange(this::chooseRangeFile);
    shown.timeline().onStop(debugging::stopAt);
    center.setCenter(shown);
    banner.hide();
    warn(loaded.info());
    onceOpened.accept(opened);
    onceOpened = any -> {};
    status.show(opened);
    stage.setTitle("Lokoscope: " + loaded.info().program());
    top.show(shown, commands, debugging::stopAtPlayhead);
    opened.diagnose(workbench::diagnose);
    keepMarks(opened);
    debugging.opened(opened);
    Arrangement first = Arrangement.first(loaded.info());
    if (!first.equals(Arrangement.PLAIN)) {
      opened.model().arrange(first);
    }
    Themed.apply(shown, look.theme());
    Platform.runLater(shown.timeline()::focus);
    return opened;
  }

  /** The debugger. */
  Debugging debugging() {
    return debugging;
  }

  /** Asks how to debug a program; then starts it. */
  public void askHowToDebug(Path program) {
    debugging.ask(program);
  }

  /** Shows something where no trace is. */
  void showInPlace(Node node) {
    center.setCenter(node);
    top.show(null, commands, () -> {});
  }

  /** A recording that is followed. */
  LiveSession live() {
    return live;
  }

  /** Says again what there is to say of the open trace, which has become more. */
  void told(OpenTrace opened) {
    status.show(opened);
  }

  void warn(TraceInfo info) {
    TraceNotice notice = TraceNotice.of(info);
    if (notice.serious()) {
      banner.warning(notice.text());
    } else if (!notice.text().isEmpty()) {
      banner.notice(notice.text());
    }
  }

  /** A trace is opened, a program recorded. */
  private void dropped(Path file) {
    if (Files.isRegularFile(file) && FileDrop.isProgram(file)) {
      askHowToRecord(file);
    } else {
      open(file);
    }
  }

  /** Asks for arguments and settings; then records. */
  public void askHowToRecord(Path program) {
    RecordDialog.show(
        stage,
        program,
        asked -> {
          if (asked.live()) {
            live.start(program, asked.arguments(), asked.settings(), asked.recording());
          } else {
            record(program, asked.arguments(), asked.settings(), asked.recording());
          }
        });
  }

  /** Records a program into the user's traces directory and opens the trace. */
  void record(
      Path program, List<String> arguments, LaunchSettings settings, RecordSettings recording) {
    Path into = directories.newTrace(program);
    start(
        "Running " + program.getFileName() + "…",
        progress -> {
          workbench.runner().recordApart(program, arguments, settings, recording, into, progress);
          return into;
        },
        this::open,
        () -> cancelled(into));
  }

  /** Says where the part is that was recorded; it is as good a trace as any, up to its end. */
  private void cancelled(Path into) {
    if (!workbench.isTrace(into)) {
      banner.notice("Cancelled before anything was recorded.");
      return;
    }
    banner.notice(
        "Cancelled. What was recorded until then is in " + into,
        new Banner.Action("Open it", () -> open(into)),
        new Banner.Action("Delete it", () -> delete(into)));
  }

  /** Deletes a trace from the disk; the one that is open is closed first. */
  void delete(Path trace) {
    if (shown != null && shown.opened().info().directory().equals(trace)) {
      close();
    }
    start(
        "Deleting " + trace + "…",
        progress -> TraceFiles.delete(trace),
        done -> {
          directories.forget(trace);
          if (shown == null) {
            showEmpty();
          }
          banner.notice("Deleted: " + trace);
        });
  }

  /** The same without anything to say of what is cancelled. */
  <T> void start(
      String title, java.util.function.Function<Progress, T> work, Consumer<? super T> then) {
    start(title, work, then, () -> banner.notice("Cancelled."));
  }

  private static String verdict(Diagnosis diagnosis) {
    return switch (diagnosis.verdict()) {
      case LEAK -> "leak " + diagnosis.findings().size();
      case STEADY -> "steady";
      case INCONCLUSIVE -> "too short to judge";
    };
  }

  /** Shows the marks of the last time, and keeps what becomes of them beside the trace. */
  private void keepMarks(OpenTrace opened) {
    Path trace = opened.info().directory();
    TimelineModel model = opened.model();
    opened.ask(
        QueryExecutor.Work.TABLES,
        any -> TraceMarks.read(trace),
        marks -> {
          if (model.bookmarks().get().isEmpty()) {
            model.notes().set(marks.notes());
            model.bookmarks().set(marks.moments());
          }
          if (marks.folded() && !model.foldsTime().get()) {
            model.foldTime(true, none -> {});
          }
          model.foldsTime().listen(now -> write(opened, trace));
          model.bookmarks().listen(now -> write(opened, trace));
          model.notes().listen(now -> write(opened, trace));
        });
  }

  /** Folds empty time away, or shows it; says so if there is none. */
  void foldTime(TracePane pane) {
    TimelineModel model = pane.opened().model();
    boolean folded = !model.foldsTime().get();
    model.foldTime(
        folded,
        found -> {
          if (folded && found.isEmpty()) {
            banner.notice("No time is worth folding: no stretch of it is long and empty.");
          }
        });
  }

  private void write(OpenTrace opened, Path trace) {
    TimelineModel model = opened.model();
    TraceMarks now =
        new TraceMarks(model.bookmarks().get(), model.notes().get(), model.foldsTime().get());
    opened.ask(
        QueryExecutor.Work.TABLES,
        any -> now.write(trace),
        written -> {
          if (!written) {
            banner.notice(
                "The marks cannot be kept: the folder of the trace cannot be written to.");
          }
        });
  }

  /** Runs a task behind the veil; a failure is one line in the banner. */
  <T> void start(
      String title,
      java.util.function.Function<Progress, T> work,
      Consumer<? super T> then,
      Runnable cancelled) {
    banner.hide();
    task.show(
        LongTask.start(
            title,
            work,
            new LongTask.End<T>(
                result -> {
                  task.hide();
                  then.accept(result);
                  focusTimeline();
                },
                () -> {
                  task.hide();
                  cancelled.run();
                  focusTimeline();
                },
                line -> {
                  task.hide();
                  banner.error(line);
                  focusTimeline();
                })));
  }

  /** Puts a set of keys in force. */
  void use(KeyPreset preset) {
    this.preset = preset;
    keys.use(commands, preset);
    help.list(commands, preset);
  }

  KeyPreset preset() {
    return preset;
  }

  List<Command> commands() {
    return commands;
  }

  /** Null when no trace is open. */
  @Nullable SearchField search() {
    return top.search();
  }

  /** Gives the keys to the timeline, unless nothing is open. */
  void focusTimeline() {
    if (shown != null) {
      shown.timeline().focus();
    }
  }

  /** Whether there was any to hide. */
  boolean hideHelp() {
    boolean visible = help.isVisible();
    help.setVisible(false);
    return visible;
  }

  void toggleHelp() {
    help.setVisible(!help.isVisible());
  }

  void close() {
    live.leave();
    if (shown == null) {
      debugging.model().forget();
    }
    closeTrace();
    showEmpty();
  }

  /** The trace beside the open one. */
  Comparing comparing() {
    return comparing;
  }

  /** Puts another trace beside the open one, as the second run. */
  public void compareWith(Path other) {
    comparing.with(other);
  }

  /** Writes a time of the open trace as a trace of its own. */
  public void saveRange(TimeRange range, Path into) {
    TracePane pane = shown;
    if (pane == null) {
      return;
    }
    Path trace = pane.opened().info().directory();
    start(
        "Cutting " + trace + "…",
        progress -> {
          try (Trace whole = workbench.open(trace, progress)) {
            TraceParts.cut(whole, range.from(), range.to(), null, into, progress);
          }
          return into;
        },
        done -> banner.notice("Written: " + into, new Banner.Action("Open it", () -> open(into))));
  }

  /**
   * Has somebody else than the system's dialog asked for files to write: for robots, as that dialog
   * is no part of the scene.
   */
  public void askForFilesBy(FileQuestion question) {
    menus.askForFilesBy(question);
  }

  /** Asks where the chosen time is to be written; without one, the visible time. */
  void chooseRangeFile() {
    TracePane pane = shown;
    if (pane != null) {
      TimeRange chosen = pane.opened().model().range().get();
      TimeRange range = chosen != null ? chosen : pane.opened().model().window().get().range();
      Path into = menus.chooseNewTrace();
      if (into != null) {
        saveRange(range, into);
      }
    }
  }

  /** Asks for the trace to compare the open one with. */
  void chooseOther() {
    if (shown != null) {
      menus.chooseOther();
    }
  }

  private void closeTrace() {
    comparing.close();
    if (shown != null) {
      debugging.leave();
      shown.opened().close();
      shown = null;
    }
  }

  /** Lets go of what was shown last. */
  private void forget() {
    center.setCenter(null);
    top.show(null, commands, () -> {});
    status.say("");
    // The platform may keep the window itself, which would keep what its scene has shown.
    stage.setScene(null);
    stage.setOnHidden(null);
  }

  private void showEmpty() {
    center.setCenter(
        debugging.isUsed()
            ? debugging.view()
            : new EmptyState(this, menus::chooseTrace, menus::chooseProgram, menus::chooseToDebug));
    status.say("Press ? for keyboard shortcuts");
    stage.setTitle("Lokoscope");
    top.show(null, commands, () -> {});
  }
}
