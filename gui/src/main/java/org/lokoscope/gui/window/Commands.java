// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lokoscope.gui.debug.model.DebugModel.Move;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.layout.Arrangement;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.model.TimelineModel;

/** All that can be done with keys, in the order in which help lists it. */
final class Commands {

  private static final double ZOOM = 1.4;

  private final MainWindow window;
  private final List<Command> all = new ArrayList<>();

  Commands(MainWindow window) {
    this.window = window;
    moving();
    choosing();
    looking();
    debugging();
    window();
  }

  List<Command> all() {
    return List.copyOf(all);
  }

  private void add(String id, String title, String keys, Runnable action) {
    all.add(new Command(id, title, keys, action));
  }

  /** One that needs an open trace. */
  private void model(String id, String title, String keys, Consumer<TimelineModel> action) {
    pane(id, title, keys, pane -> action.accept(pane.opened().model()));
  }

  private void pane(String id, String title, String keys, Consumer<TracePane> action) {
    add(
        id,
        title,
        keys,
        () -> {
          TracePane pane = window.pane();
          if (pane != null) {
            action.accept(pane);
          }
        });
  }

  private void moving() {
    pane("zoom-in", "Zoom in at the pointer", "W", pane -> zoom(pane, ZOOM));
    pane("zoom-out", "Zoom out", "S", pane -> zoom(pane, 1 / ZOOM));
    model("pan-left", "Earlier", "A", model -> model.step(-1));
    model("pan-right", "Later", "D", model -> model.step(1));
    model("fit", "Bring the selection into view, then fit it", "F", TimelineModel::focusThenFit);
    model("whole-run", "Show the whole run", "0 Home", TimelineModel::fitAll);
    model("lane-up", "Lane above", "Up", model -> neighbour(model, -1));
    model("lane-down", "Lane below", "Down", model -> neighbour(model, 1));
    model("page-up", "Scroll lanes up", "PageUp", model -> page(model, -1));
    model("page-down", "Scroll lanes down", "PageDown", model -> page(model, 1));
    model("previous-event", "Previous event of the lane", "Left", model -> model.stepEvent(-1));
    model("next-event", "Next event of the lane", "Right", model -> model.stepEvent(1));
    pane("event-back", "Previous event of the lane, or of the scheduler's board", ",", step(-1));
    pane("event-on", "Next event of the lane, or of the scheduler's board", ".", step(1));
    model("fold", "Fold the lane's group", "Shift+Left", model -> fold(model, true));
    model("unfold", "Unfold the lane's group", "Shift+Right", model -> fold(model, false));
    add("go-to-time", "Go to a time, or a log's timestamp", "G", () -> search(":"));
    add("go-to-lane", "Go to a lane", "Shortcut+P", () -> search("@"));
    model("back", "Back", "Shortcut+Z Alt+Left", model -> model.navigation().back());
    model("forward", "Forward", "Shortcut+Y Alt+Right", model -> model.navigation().forward());
  }

  private void choosing() {
    add("search", "Search or filter", "/ Shortcut+F", () -> search(""));
    add("commands", "Run a command by its name", "Shortcut+Shift+P", () -> search(">"));
    model("why-late", "Why is the selected fiber late?", "E", model -> model.causality().explain());
    model("to-cause", "Follow to the cause", "[", model -> model.causality().toCause());
    model("to-effect", "Follow back to the effect", "]", model -> model.causality().toEffect());
    model("mark", "Mark the playhead's moment", "M", TimelineModel::toggleBookmark);
    add("note", "Mark the playhead's moment with a text", "Shift+M", () -> search("!"));
    model("next-mark", "Go to the next mark", "N", model -> model.stepBookmark(1));
    model("previous-mark", "Go to the mark before", "Shift+N", model -> model.stepBookmark(-1));
    model("choose-visible", "Add up the visible time", "R", TimelineModel::chooseVisible);
    model("pin", "Pin the lane to the top, or let it go", "P", TimelineModel::togglePin);
    add("clear", "Clear what was chosen last", "Esc", this::clear);
  }

  private void looking() {
    for (Arrangement.Grouping grouping : Arrangement.Grouping.values()) {
      model(
          "group-" + grouping.name(),
          "Group lanes by " + grouping.title(),
          "",
          model -> model.arrange(new Arrangement(grouping, model.arrangement().get().order())));
    }
    for (Arrangement.Order order : Arrangement.Order.values()) {
      model(
          "sort-" + order.name(),
          "Sort lanes by " + order.title(),
          "",
          model -> model.arrange(new Arrangement(model.arrangement().get().grouping(), order)));
    }
    model("fold-all", "Fold all groups", "Shift+Up", model -> model.foldAll(true));
    model("unfold-all", "Unfold all groups", "Shift+Down", model -> model.foldAll(false));
    model("play", "Play, pause", "Space", model -> model.playback().toggle());
    model("slower", "Play slower", "<", model -> model.playback().slower());
    model("faster", "Play faster", ">", model -> model.playback().faster());
    pane("fold-time", "Fold empty time away, or show it", "Shift+F", window::foldTime);
    pane("time-of-day", "Time of day on the ruler", "T", pane -> toggleTimeOfDay(pane));
  }

  private void debugging() {
    debug("debug-go", "Start the program that is debugged, or go on", "F5", d -> d.view().go());
    debug("debug-pause", "Have it stand as soon as it can", "F6", d -> d.model().pause());
    debug("debug-toggle", "Breakpoint at the line", "F9", Debugging::toggle);
    move("debug-over", "Next line", "F10", Move.OVER);
    move("debug-in", "Next line, into calls", "F11", Move.IN);
    move("debug-out", "Out of the procedure", "Shift+F11", Move.OUT);
    debug("debug-to-line", "Run to the line", "Shortcut+F10", d -> d.view().runToLine());
    move("debug-switch", "Until the fiber is suspended or resumed", "F7", Move.SWITCH);
    move("debug-message", "Follow what the fiber sends next", "Shift+F7", Move.MESSAGE);
    move("debug-expression", "Next expression", "F8", Move.EXPRESSION);
    move("debug-back", "Back to the last breakpoint", "Shift+F5", Move.BACK);
    move("debug-back-over", "Back by a line of the procedure", "Shift+F10", Move.BACK_OVER);
    move("debug-back-in", "Back by a line", "Shortcut+F11", Move.BACK_IN);
    debug("debug-again", "Debug the same again", "Shortcut+F5", d -> d.model().again());
    debug("debug-end", "End the program that is debugged", "Shortcut+F2", d -> d.model().stop());
    debug("attach", "Attach to a program that runs", "", Debugging::askToAttach);
    debug("stop-here", "Stop in this run at the playhead", "X", Debugging::stopAtPlayhead);
  }

  private void debug(String id, String title, String keys, Consumer<Debugging> action) {
    add(id, title, keys, () -> action.accept(window.debugging()));
  }

  private void move(String id, String title, String keys, Move move) {
    debug(id, title, keys, debugging -> debugging.model().move(move));
  }

  private void window() {
    pane(
        "panel",
        "Fold or show the panel",
        "Shortcut+J",
        pane -> pane.panel().folded().set(!pane.panel().folded().get()));
    pane("copy-picture", "Copy the timeline as a picture", "Shortcut+Shift+C", this::copyPicture);
    pane("copy-link", "Copy a link to what is shown", "Shortcut+L", pane -> Copies.link(window));
    add("save-range", "Save the chosen time as a trace", "", () -> window.chooseRangeFile());
    add("tour", "Show the tour of four steps", "", () -> Tour.begin(window));
    add("compare", "Compare with another trace", "", () -> window.chooseOther());
    add("focus-timeline", "Keys to the timeline", "Shortcut+1", window::focusTimeline);
    pane("focus-panel", "Keys to the panel", "Shortcut+2", pane -> pane.panel().focusTabs());
    add("theme", "Light or dark", "Shortcut+Shift+L", () -> window.look().toggleLight());
    add(
        "palette",
        "Colours of states that are safe for colour blindness, or the standard ones",
        "Shortcut+Shift+B",
        () -> window.look().toggleSafe());
    add("larger", "Larger letters", "Shortcut+Plus Shortcut+Equals", () -> resize(1.12));
    add("smaller", "Smaller letters", "Shortcut+Minus", () -> resize(1 / 1.12));
    add("normal-size", "Letters of the normal size", "Shortcut+0", () -> resize(0));
    add("about", "About Lokoscope", "", () -> AboutDialog.show(window.stage()));
    add("help", "Keys and mouse", "? F1", window::toggleHelp);
  }

  private void copyPicture(TracePane pane) {
    Copies.picture(window, pane);
  }

  private void resize(double factor) {
    window.look().resize(factor);
  }

  private static void toggleTimeOfDay(TracePane pane) {
    pane.timeline().timeOfDay().set(!pane.timeline().timeOfDay().get());
  }

  private static void zoom(TracePane pane, double factor) {
    TimelineModel model = pane.opened().model();
    double hover = pane.timeline().hoverX();
    pane.timeline().zoomSmoothly(hover >= 0 ? hover : model.window().get().width() / 2, factor);
  }

  private void search(String begin) {
    SearchField field = window.search();
    if (field != null) {
      field.choose(begin);
    }
  }

  /** First the help, then what was chosen last, then the filter. */
  private void clear() {
    TracePane pane = window.pane();
    if (window.hideHelp() || pane == null || pane.opened().model().clear()) {
      return;
    }
    SearchField field = window.search();
    if (field != null) {
      field.clear();
    }
  }

  private static void page(TimelineModel model, int direction) {
    model.scrollTo(model.scroll().get() + direction * model.lanesHeight() * 0.9);
  }

  private static Consumer<TracePane> step(int direction) {
    return pane -> {
      if (!pane.opened().state().stepInView(direction)) {
        pane.opened().model().stepEvent(direction);
      }
    };
  }

  private static void fold(TimelineModel model, boolean folded) {
    LaneId lane = model.selection().get().lane();
    if (lane != null) {
      model.fold(lane, folded);
    }
  }

  private static void neighbour(TimelineModel model, int direction) {
    List<Row> rows = model.rows().get().rows();
    int at = model.rows().get().indexOf(model.selection().get().lane());
    int next =
        at >= 0
            ? Math.clamp(at + direction, 0, rows.size() - 1)
            : direction > 0 ? 0 : rows.size() - 1;
    if (!rows.isEmpty()) {
      model.select(rows.get(next).lane(), model.playback().time().get());
    }
  }
}
