package org.lokoscope.gui.window;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.gui.work.Workbench;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;

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
  private final List<Command> commands;
  private final Keys keys;
  private KeyPreset preset = KeyPreset.PERFETTO;
  private @Nullable TracePane shown;

  public MainWindow(Stage stage, Workbench workbench, UserDirectories directories) {
    this.stage = stage;
    this.workbench = workbench;
    this.directories = directories;
    this.menus = new Menus(this, directories);
    this.top = new TopBar(menus);
    BorderPane root = new BorderPane(center);
    root.setTop(new VBox(top, banner));
    root.setBottom(status);
    StackPane stack = new StackPane(root, help, task);
    Scene scene = new Scene(stack, 1440, 900);
    scene.getStylesheets().add(MainWindow.class.getResource("lokoscope.css").toExternalForm());
    commands = new Commands(this).all();
    keys = new Keys(scene);
    use(KeyPreset.PERFETTO);
    stage.setScene(scene);
    stage.setTitle("Lokoscope");
    stage.setOnHidden(event -> closeTrace());
    showEmpty();
  }

  Stage stage() {
    return stage;
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

  Banner banner() {
    return banner;
  }

  public void show() {
    stage.show();
  }

  /** Opens a trace in place of the present one, which stays when that fails or is cancelled. */
  public void open(Path trace) {
    start("Opening " + trace + "…", progress -> load(trace, progress), this::opened);
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
    closeTrace();
    OpenTrace opened = new OpenTrace(loaded, problem -> banner.error(LongTask.line(problem)));
    directories.remember(loaded.info().directory());
    shown = new TracePane(opened);
    center.setCenter(shown);
    banner.hide();
    warn(loaded.info());
    status.show(opened);
    stage.setTitle("Lokoscope: " + loaded.info().program());
    top.show(shown, commands);
    opened.diagnose(workbench::diagnose);
    Platform.runLater(shown.timeline()::focus);
  }

  private void warn(TraceInfo info) {
    if (info.damagedChunks() > 0 || info.lostEvents() > 0) {
      banner.notice(
          String.format(
              "This trace has gaps (lost events: %,d; damaged places skipped: %,d)."
                  + " States shown there may be wrong.",
              info.lostEvents(), info.damagedChunks()));
    } else if (info.recording()) {
      banner.notice("Still being recorded: this is what was complete when it was opened.");
    } else if (!info.finished()) {
      banner.notice("Recording was interrupted: the end may be missing.");
    }
  }

  /** Asks for arguments and settings; then records. */
  public void askHowToRecord(Path program) {
    RecordDialog.show(
        stage, program, (arguments, settings) -> record(program, arguments, settings));
  }

  /** Records a program into the user's traces directory and opens the trace. */
  void record(Path program, List<String> arguments, LaunchSettings settings) {
    Path into = directories.newTrace(program);
    start(
        "Running " + program.getFileName() + "…",
        progress -> {
          workbench.runner().record(program, arguments, settings, into, true, progress);
          return into;
        },
        this::open);
  }

  /** Runs a task behind the veil; a failure is one line in the banner. */
  <T> void start(
      String title, java.util.function.Function<Progress, T> work, Consumer<? super T> then) {
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
                  banner.notice("Cancelled.");
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
    closeTrace();
    showEmpty();
  }

  private void closeTrace() {
    if (shown != null) {
      shown.opened().close();
      shown = null;
    }
  }

  private void showEmpty() {
    center.setCenter(
        new EmptyState(menus::chooseTrace, menus::chooseProgram, directories.recent(), this::open));
    status.say("Press ? for keyboard shortcuts");
    stage.setTitle("Lokoscope");
    top.show(null, commands);
  }
}
