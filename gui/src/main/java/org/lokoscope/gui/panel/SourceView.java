// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.SourceText;
import org.lokoscope.views.source.SchemeText;
import org.lokoscope.views.source.SchemeText.Piece;
import org.lokoscope.views.source.SourceMark;
import org.lokoscope.views.source.SourceMark.Role;

/**
 * A source text, highlighted, with line numbers and marks. Only the lines that are seen have nodes.
 * What is selected is copied by the usual key.
 */
public final class SourceView extends ListView<SourceView.Line> {

  /** A line of the text; its number counts from 1. */
  public record Line(int number, List<Piece> pieces, List<SourceMark> marks, @Nullable Dot dot) {

    String text() {
      return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }
  }

  /**
   * A breakpoint in the margin.
   *
   * @param text what it does, for its tooltip
   * @param look how it is drawn
   */
  public record Dot(String text, Look look) {

    /** How a breakpoint looks. */
    public enum Look {
      PLAIN,
      CONDITIONAL,
      LOGGING,
      DISABLED,
      /** Nothing runs there, as far as is known. */
      UNKNOWN
    }
  }

  private static final KeyCombination COPY = KeyCombination.keyCombination("Shortcut+C");

  private final String idOfCells;
  private @Nullable SourceText source;
  private List<List<Piece>> text = List.of();
  private List<SourceMark> marks = List.of();
  private Map<Integer, Dot> dots = Map.of();
  private @Nullable IntConsumer margin;

  public SourceView(String id) {
    idOfCells = id;
    setId(id);
    getStyleClass().addAll("edge-to-edge", "source");
    setAccessibleText("Source text");
    setFixedCellSize(19);
    setCellFactory(view -> new LineCell());
    getSelectionModel().setSelectionMode(javafx.scene.control.SelectionMode.MULTIPLE);
    setOnKeyPressed(
        key -> {
          if (COPY.match(key)) {
            copy();
            key.consume();
          }
        });
    setContextMenu(Actions.menu(Actions.item("Copy", this::copy)));
  }

  /** Shows a text, or none, without marks. The same text again costs nothing. */
  public void show(@Nullable SourceText next) {
    if (next == null ? source != null || !getItems().isEmpty() : !next.equals(source)) {
      source = next;
      text = next == null ? List.of() : SchemeText.lines(next.text());
      marks = List.of();
      fill();
    }
  }

  /** Marks places; those on lines that the text does not have are left out. */
  public void mark(List<SourceMark> next) {
    if (!next.equals(marks)) {
      marks = List.copyOf(next);
      fill();
    }
  }

  /**
   * Lets a click in the margin set a breakpoint there, or take it away.
   *
   * @param clicked takes the line
   */
  public void margin(IntConsumer clicked) {
    margin = clicked;
    getStyleClass().add("with-margin");
  }

  /** Shows the breakpoints of the text, by their lines. */
  public void dots(Map<Integer, Dot> next) {
    if (!next.equals(dots)) {
      dots = Map.copyOf(next);
      fill();
    }
  }

  /** The name of the text that is shown; empty for none. */
  public String file() {
    return source == null ? "" : source.file();
  }

  /** The selected line, from 1; 0 for none. */
  public int selectedLine() {
    Line line = getSelectionModel().getSelectedItem();
    return line == null ? 0 : line.number();
  }

  /** Scrolls so that a line is seen with some before it. */
  public void reveal(int line) {
    if (line > 0 && line <= text.size()) {
      // Behind the layout that a new text or size brings: before it, nobody knows how much is seen.
      Platform.runLater(() -> scrollTo(Math.max(0, line - 4)));
    }
  }

  private void fill() {
    Map<Integer, List<SourceMark>> byLine = new HashMap<>();
    for (SourceMark mark : marks) {
      byLine.computeIfAbsent(mark.line(), line -> new ArrayList<>()).add(mark);
    }
    List<Line> lines = new ArrayList<>(text.size());
    for (int i = 0; i < text.size(); i++) {
      List<SourceMark> here = byLine.getOrDefault(i + 1, new ArrayList<>());
      here.sort(Comparator.comparing(SourceMark::role));
      lines.add(new Line(i + 1, text.get(i), here, dots.get(i + 1)));
    }
    if (lines.size() == getItems().size()) {
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).equals(getItems().get(i))) {
          getItems().set(i, lines.get(i));
        }
      }
    } else {
      getItems().setAll(lines);
    }
  }

  private void copy() {
    String chosen =
        getSelectionModel().getSelectedItems().stream()
            .map(Line::text)
            .collect(Collectors.joining("\n"));
    Actions.copy(chosen);
  }

  /** Line number, sign of the mark, text, and behind it what the marks say. */
  private final class LineCell extends ListCell<Line> {

    private final Label number = new Label();
    private final Label stop = new Label();
    private final Label sign = new Label();
    private final TextFlow words = new TextFlow();
    private final Label note = new Label();
    private final HBox box = new HBox(stop, number, sign, words, note);

    LineCell() {
      box.setAlignment(Pos.CENTER_LEFT);
      number.getStyleClass().add("line-number");
      stop.getStyleClass().add("line-stop");
      stop.setMinWidth(16);
      stop.setVisible(false);
      stop.setManaged(false);
      if (margin != null) {
        stop.setVisible(true);
        stop.setManaged(true);
        stop.setOnMouseClicked(this::clicked);
        number.setOnMouseClicked(this::clicked);
      }
      sign.getStyleClass().add("line-sign");
      note.getStyleClass().add("line-note");
      number.setMinWidth(44);
      sign.setMinWidth(18);
      words.setMinWidth(USE_PREF_SIZE);
      getStyleClass().add(idOfCells + "-line");
    }

    private void clicked(MouseEvent event) {
      Line line = getItem();
      if (margin != null && line != null && event.getButton() == MouseButton.PRIMARY) {
        margin.accept(line.number());
        event.consume();
      }
    }

    private void dot(@Nullable Dot dot) {
      for (Dot.Look look : Dot.Look.values()) {
        stop.pseudoClassStateChanged(
            PseudoClass.getPseudoClass(name(look)), dot != null && dot.look() == look);
      }
      stop.setText(dot == null ? "" : sign(dot.look()));
      stop.setTooltip(dot == null ? null : new Tooltip(dot.text()));
      stop.setAccessibleText(dot == null ? "No breakpoint" : dot.text());
    }

    private static String sign(Dot.Look look) {
      return switch (look) {
        case PLAIN -> "\u25cf";
        case CONDITIONAL -> "\u25d0";
        case LOGGING -> "\u25c6";
        case DISABLED, UNKNOWN -> "\u25cb";
      };
    }

    @Override
    protected void updateItem(@Nullable Line line, boolean empty) {
      super.updateItem(line, empty);
      setText(null);
      setGraphic(empty || line == null ? null : box);
      for (Role role : Role.values()) {
        boolean marked =
            !empty
                && line != null
                && !line.marks().isEmpty()
                && line.marks().getFirst().role() == role;
        pseudoClassStateChanged(PseudoClass.getPseudoClass(name(role)), marked);
      }
      if (!empty && line != null) {
        number.setText(Integer.toString(line.number()));
        dot(line.dot());
        sign.setText(line.marks().isEmpty() ? "" : sign(line.marks().getFirst().role()));
        words.getChildren().setAll(texts(line));
        note.setText(
            line.marks().stream()
                .map(SourceMark::note)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("   ")));
      }
    }

    private List<Text> texts(Line line) {
      List<Text> texts = new ArrayList<>();
      int column = 1;
      for (Piece piece : line.pieces()) {
        Text text = new Text(piece.text().replace("\t", "    "));
        text.getStyleClass().addAll("code-text", name(piece.kind()));
        if (startsForm(line, column)) {
          text.setUnderline(true);
        }
        texts.add(text);
        column += piece.text().length();
      }
      return texts;
    }

    /** The parenthesis of a marked form and the name behind it. */
    private boolean startsForm(Line line, int column) {
      return line.marks().stream()
          .anyMatch(
              mark ->
                  mark.column() > 0 && column - mark.column() >= 0 && column - mark.column() <= 1);
    }

    private String sign(Role role) {
      return switch (role) {
        case LEAK -> "●";
        case CALL -> "↻";
        case HERE -> "▶";
        case WAITING -> "◦";
        case SPAWN -> "+";
      };
    }
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
