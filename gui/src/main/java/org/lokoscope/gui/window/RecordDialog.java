// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.event.ActionEvent;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.TraceLevel;
import org.lokoscope.runtime.vm.TraceFilter;
import org.lokoscope.store.Retention;

/** Asks how a program is to be run: what the options of the command {@code record} say. */
final class RecordDialog {

  /**
   * What the user wants.
   *
   * @param live whether to see the run while it goes on
   */
  record Asked(
      List<String> arguments, LaunchSettings settings, RecordSettings recording, boolean live) {}

  private static final int MOST_CPUS = 64;
  private static final int MOST_SAMPLES = 10_000;
  private static final int MOST_LETTERS = 1_000;
  private static final int MOST_SECONDS = 86_400;

  private final TextField arguments = field("record-arguments", "such as  100 \"a text\"");
  private final ChoiceBox<FiberMode> fibers = choice("record-fibers", FiberMode.values());
  private final ChoiceBox<TraceLevel> level = choice("record-level", TraceLevel.values());
  private final TextField cpus = field("record-cpus", "1 to " + MOST_CPUS);
  private final TextField seed = field("record-seed", "none: not deterministic");
  private final TextField sample = field("record-sample", "none: no flame graph of run time");
  private final TextField values = field("record-values", "none: messages are not written down");
  private final TextField flight = field("record-flight", "none: all is written");
  private final CheckBox live = new CheckBox("F_ollow while it runs");
  private final CheckBox preempt = new CheckBox("_Preempt a fiber that runs on");
  private final CheckBox faithful = new CheckBox("_Keep losing offers and timers, as Loko does");
  private final CheckBox replayable = new CheckBox("Repeatable: one can stop in it _later");
  private final TextField libraries =
      field("record-libdir", "directories separated by " + java.io.File.pathSeparator);
  private final Label problem = new Label();
  private final Consumer<Asked> then;

  private RecordDialog(Consumer<Asked> then) {
    this.then = then;
    fibers.setValue(FiberMode.CALLCC);
    level.setValue(TraceLevel.ALL);
    cpus.setText("1");
    live.setId("record-live");
    live.setSelected(true);
    preempt.setId("record-preempt");
    faithful.setId("record-faithful");
    replayable.setId("record-replayable");
    replayable.setTooltip(
        new Tooltip(
            "The run is deterministic, and all that it reads from outside is kept, so that a"
                + " debugger can stand at any of its events"));
    problem.setId("record-problem");
    problem.getStyleClass().add("leak-kind");
    problem.setWrapText(true);
  }

  /**
   * @param then gets what the user wants, unless it is to cancel
   */
  static void show(Window owner, Path program, Consumer<Asked> then) {
    new RecordDialog(then).show(owner, program);
  }

  private void show(Window owner, Path program) {
    GridPane grid = new GridPane(14, 9);
    grid.setPadding(new Insets(16, 20, 4, 20));
    ColumnConstraints wide = new ColumnConstraints();
    wide.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().addAll(new ColumnConstraints(130), wide);
    row(grid, "_Arguments", arguments, "Separated by spaces; double quotes keep spaces inside");
    row(grid, "Fiber _mode", fibers, "How much a suspended fiber holds");
    row(grid, "Virtual _CPUs", cpus, "How many processes can run at the same time");
    row(grid, "_Seed", seed, "A number makes the run the same each time");
    row(grid, "_Level", level, "How much is recorded");
    row(grid, "Samples a se_cond", sample, "Stacks of what runs, for the flame graph: 1 to 10000");
    row(grid, "_Values", values, "So many first letters of each message: 1 to 1000");
    row(grid, "Fli_ght, seconds", flight, "Keep only the last so many seconds, in memory");
    row(grid, "Library _directories", libraries, "Where imported libraries are looked for first");
    grid.add(new VBox(6, live, replayable, preempt, faithful, problem), 1, grid.getRowCount());
    Dialog<ButtonType> dialog = new Dialog<>();
    dialog.initOwner(owner);
    dialog.setTitle("Record " + program.getFileName());
    dialog.setResizable(true);
    dialog.getDialogPane().setContent(grid);
    ButtonType record = new ButtonType("Record", ButtonBar.ButtonData.OK_DONE);
    dialog.getDialogPane().getButtonTypes().addAll(record, ButtonType.CANCEL);
    dialog.getDialogPane().lookupButton(record).setId("record-start");
    dialog.getDialogPane().lookupButton(record).addEventFilter(ActionEvent.ACTION, this::check);
    dialog.setOnHidden(
        event -> {
          if (dialog.getResult() == record) {
            then.accept(asked());
          }
        });
    dialog.setOnShown(event -> Platform.runLater(arguments::requestFocus));
    dialog.show();
  }

  private static void row(GridPane grid, String text, Node field, String tip) {
    Label label = new Label(text);
    label.setMnemonicParsing(true);
    label.setLabelFor(field);
    Tooltip.install(field, new Tooltip(tip));
    grid.addRow(grid.getRowCount(), label, field);
  }

  /** Keeps the dialog open, with one line about it, while something in it is wrong. */
  private void check(ActionEvent event) {
    try {
      asked();
    } catch (IllegalArgumentException wrong) {
      problem.setText(wrong.getMessage());
      event.consume();
    }
  }

  private Asked asked() {
    int hertz = (int) optional("Samples", sample, MOST_SAMPLES);
    int letters = (int) optional("Values", values, MOST_LETTERS);
    long nanos = optional("Flight", flight, MOST_SECONDS) * 1_000_000_000;
    TraceFilter filter = new TraceFilter(level.getValue(), List.of(), List.of(), hertz, letters);
    if (replayable.isSelected() && (hertz > 0 || nanos > 0)) {
      throw new IllegalArgumentException("Repeatable: without samples and without flight");
    }
    RecordSettings recording =
        new RecordSettings(filter, Retention.ALL, nanos, 0, replayable.isSelected());
    return new Asked(
        quoted(arguments.getText()), settings(), recording, nanos > 0 || live.isSelected());
  }

  /** A number from 1, or 0 if the field is empty. */
  private static long optional(String what, TextField field, int most) {
    return field.getText().isBlank() ? 0 : within(what, field.getText(), most);
  }

  private LaunchSettings settings() {
    List<Path> directories = new ArrayList<>();
    if (!libraries.getText().isBlank()) {
      for (String name : libraries.getText().strip().split(java.io.File.pathSeparator)) {
        Path directory = Path.of(name);
        if (!Files.isDirectory(directory)) {
          throw new IllegalArgumentException(name + " is not a directory");
        }
        directories.add(directory);
      }
    }
    return new LaunchSettings(
        fibers.getValue(),
        (int) within("Virtual CPUs", cpus.getText(), MOST_CPUS),
        seed.getText().isBlank()
            ? OptionalLong.empty()
            : OptionalLong.of(number("Seed", seed.getText())),
        directories,
        Optional.empty(),
        faithful.isSelected(),
        preempt.isSelected(),
        true,
        false,
        OptionalLong.empty(),
        true);
  }

  private static long within(String what, String text, int most) {
    long number = number(what, text);
    if (number < 1 || number > most) {
      throw new IllegalArgumentException(what + ": from 1 to " + most);
    }
    return number;
  }

  private static long number(String what, String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(what + ": a whole number, not " + text.strip(), wrong);
    }
  }

  /** Words at spaces; what is in double quotes is one word, and \" in it is a quote. */
  static List<String> quoted(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inside = false;
    boolean begun = false;
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      if (at == '\\' && i + 1 < text.length() && "\"\\".indexOf(text.charAt(i + 1)) >= 0) {
        word.append(text.charAt(++i));
        begun = true;
      } else if (at == '"') {
        inside = !inside;
        begun = true;
      } else if (at == ' ' && !inside) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(at);
        begun = true;
      }
    }
    if (inside) {
      throw new IllegalArgumentException("Arguments: a double quote is not closed");
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }

  private static TextField field(String id, String prompt) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(prompt);
    field.setPrefColumnCount(26);
    return field;
  }

  private static <E extends Enum<E>> ChoiceBox<E> choice(String id, E[] values) {
    ChoiceBox<E> choice = new ChoiceBox<>();
    choice.setId(id);
    choice.getItems().addAll(values);
    choice.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(E value) {
            return value == null ? "" : value.name().toLowerCase(Locale.ROOT);
          }

          @Override
          public E fromString(String name) {
            throw new UnsupportedOperationException(name);
          }
        });
    return choice;
  }
}
