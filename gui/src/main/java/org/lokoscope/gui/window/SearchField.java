// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.lokoscope.gui.panel.FilterProblem;
import org.lokoscope.store.LaneId;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.layout.RowBuilder;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.viewport.WallClock;

/**
 * The field at the top. What is typed filters the lanes at once; behind {@code >} it is the name of
 * a command, behind {@code @} that of a lane, behind {@code :} a time, behind {@code !} what to
 * note at the playhead. Enter goes there, Esc gives the keys back.
 */
final class SearchField extends HBox {

  /** Something to choose from below the field. */
  private record Choice(String text, String hint, Runnable action) {}

  private static final int MOST = 12;
  private static final String SIGNS = ">@:!";
  private static final double ROW = 26;

  private final TextField field = new TextField();
  private final TracePane pane;
  private final TimelineModel model;
  private final List<Command> commands;
  private final Popup popup = new Popup();
  private final ListView<Choice> choices = new ListView<>();
  private final FilterProblem problem;

  SearchField(TracePane pane, List<Command> commands) {
    this.pane = pane;
    this.model = pane.opened().model();
    this.commands = commands;
    setId("search-box");
    field.setId("search");
    field.setPromptText("Search, filter or command   /");
    field.setAccessibleText("Search, filter or command");
    field.setTooltip(
        new Tooltip(
            """
            worker   fiber:worker* state:blocked > 10ms   site:a.sps:40    show these lanes
            @worker    go to a lane (Ctrl+P)
            :12.5ms   :21:40:03.120    go to a time, or a log's timestamp (G)
            >mark    run a command (Ctrl+Shift+P)
            !too late here    mark the playhead's moment with a text (Shift+M)\
            """));
    field.setPrefWidth(400);
    field.setMinWidth(120);
    HBox.setHgrow(field, Priority.ALWAYS);
    setHgrow(this, Priority.SOMETIMES);
    setMaxWidth(460);
    getChildren().add(field);
    problem = new FilterProblem(field, model);
    choices.setId("search-choices");
    choices.getStyleClass().addAll("dense", "edge-to-edge");
    choices.setCellFactory(list -> new ChoiceCell());
    choices.setFocusTraversable(false);
    choices.setPrefWidth(460);
    choices.setOnMouseClicked(event -> take());
    VBox card = new VBox(problem, choices);
    card.getStyleClass().add("search-note");
    popup.getContent().add(card);
    field.textProperty().subscribe(this::typed);
    model.filterNote().listen(note -> show());
    field.focusedProperty().subscribe(focused -> show());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  /** Moves the cursor into the field behind a sign, or with none chooses what stands there. */
  void choose(String begin) {
    if (begin.isEmpty()) {
      field.requestFocus();
      field.selectAll();
    } else {
      field.setText(begin);
      field.requestFocus();
      field.end();
    }
  }

  void clear() {
    field.clear();
  }

  private void typed(String text) {
    boolean sign = !text.isEmpty() && SIGNS.indexOf(text.charAt(0)) >= 0;
    if (!sign) {
      model.filter(text);
    }
    choices.getItems().setAll(sign ? choices(text) : List.of());
    choices.getSelectionModel().selectFirst();
    show();
  }

  private List<Choice> choices(String text) {
    String wanted = text.substring(1).strip();
    return switch (text.charAt(0)) {
      case '>' -> commands(wanted);
      case '@' -> lanes(wanted);
      case '!' -> note(wanted);
      default -> time(wanted);
    };
  }

  private List<Choice> commands(String wanted) {
    return commands.stream()
        .filter(command -> matches(command.title(), wanted))
        .limit(MOST)
        .map(each -> new Choice(each.title(), Keys.shown(each.keys()), each.action()))
        .toList();
  }

  /** Whether all words occur. */
  private static boolean matches(String title, String wanted) {
    String lower = title.toLowerCase(Locale.ROOT);
    for (String word : wanted.toLowerCase(Locale.ROOT).split("\\s+")) {
      if (!lower.contains(word)) {
        return false;
      }
    }
    return true;
  }

  private List<Choice> note(String text) {
    String at = " at " + Figures.instant(model.playback().time().get());
    return List.of(
        text.isEmpty()
            ? new Choice("a text for the mark" + at, "", model::bookmark)
            : new Choice("mark: " + text, at.strip(), () -> model.note(text)));
  }

  /** Looks in the background; what was typed since makes the answer worthless. */
  private List<Choice> lanes(String wanted) {
    String typed = field.getText();
    model.findLanes(
        label -> matches(label, wanted),
        MOST,
        found -> {
          if (typed.equals(field.getText())) {
            choices.getItems().setAll(found.stream().map(this::lane).toList());
            choices.getSelectionModel().selectFirst();
            show();
          }
        });
    return List.of();
  }

  private Choice lane(RowBuilder.Found found) {
    String kind = found.lane().kind().name().toLowerCase(Locale.ROOT);
    return new Choice(found.label(), kind, () -> goTo(found.lane()));
  }

  private void goTo(LaneId lane) {
    model.filter("");
    model.select(lane, model.playback().time().get());
  }

  private List<Choice> time(String wanted) {
    OptionalLong moment =
        WallClock.parse(
            wanted,
            model.playback().time().get(),
            pane.timeline().startedAt(),
            ZoneId.systemDefault());
    if (wanted.isEmpty() || moment.isEmpty()) {
      String hint = "12.5 ms, +20 us, 1.2 s, 21:40:03.120";
      return List.of(new Choice("a time", hint, () -> {}));
    }
    long time = moment.getAsLong();
    boolean outside = time < 0 || time > model.playback().end();
    String text = "go to " + Figures.instant(time) + (outside ? ": outside of the run" : "");
    return List.of(
        new Choice(text, "", () -> model.goTo(Math.clamp(time, 0, model.playback().end()))));
  }

  private void key(KeyEvent event) {
    KeyCode code = event.getCode();
    boolean known = true;
    switch (code) {
      case ESCAPE -> leave();
      case ENTER -> take();
      case DOWN -> choices.getSelectionModel().selectNext();
      case UP -> choices.getSelectionModel().selectPrevious();
      default -> known = false;
    }
    if (known) {
      choices.scrollTo(choices.getSelectionModel().getSelectedIndex());
      event.consume();
    }
  }

  private void leave() {
    field.clear();
    pane.timeline().focus();
  }

  private void take() {
    Choice choice = choices.getSelectionModel().getSelectedItem();
    if (choice == null) {
      model.selectNextMatch();
      pane.timeline().focus();
      return;
    }
    leave();
    choice.action().run();
  }

  private void show() {
    boolean listed = !choices.getItems().isEmpty();
    choices.setVisible(listed);
    choices.setManaged(listed);
    choices.setPrefHeight(choices.getItems().size() * ROW + 4);
    boolean noted = !listed && problem.isVisible();
    problem.setManaged(noted);
    if (field.isFocused() && (listed || noted) && getScene() != null && isShowing()) {
      var corner = field.localToScreen(0, field.getHeight() + 3);
      popup.show(field, corner.getX(), corner.getY());
    } else {
      popup.hide();
    }
  }

  private boolean isShowing() {
    return getScene().getWindow() != null && getScene().getWindow().isShowing();
  }

  private static final class ChoiceCell extends ListCell<Choice> {

    @Override
    protected void updateItem(Choice choice, boolean empty) {
      super.updateItem(choice, empty);
      setText(null);
      setGraphic(empty || choice == null ? null : line(choice));
    }

    private static HBox line(Choice choice) {
      javafx.scene.control.Label text = new javafx.scene.control.Label(choice.text());
      javafx.scene.control.Label hint = new javafx.scene.control.Label(choice.hint());
      hint.getStyleClass().add("text-muted");
      javafx.scene.layout.Region gap = new javafx.scene.layout.Region();
      HBox.setHgrow(gap, Priority.ALWAYS);
      return new HBox(8, text, gap, hint);
    }
  }
}
