package org.lokoscope.gui.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import javafx.event.ActionEvent;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.stage.Window;
import javafx.util.StringConverter;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.runtime.cml.FiberMode;

/** Asks how a program is to be run: what the options of the command {@code record} say. */
final class RecordDialog {

  private static final int MOST_CPUS = 64;

  private final TextField arguments = field("record-arguments", "separated by spaces");
  private final ChoiceBox<FiberMode> fibers = new ChoiceBox<>();
  private final TextField cpus = field("record-cpus", "1 to " + MOST_CPUS);
  private final TextField seed = field("record-seed", "none: not deterministic");
  private final TextField libraries =
      field("record-libdir", "directories separated by " + java.io.File.pathSeparator);
  private final Label problem = new Label();
  private final BiConsumer<List<String>, LaunchSettings> then;

  private RecordDialog(BiConsumer<List<String>, LaunchSettings> then) {
    this.then = then;
    fibers.setId("record-fibers");
    fibers.getItems().addAll(FiberMode.values());
    fibers.setConverter(new ModeNames());
    fibers.setValue(FiberMode.CALLCC);
    cpus.setText("1");
    problem.setId("record-problem");
    problem.getStyleClass().add("leak-kind");
  }

  /**
   * @param then gets the arguments and the settings unless the user cancels
   */
  static void show(Window owner, Path program, BiConsumer<List<String>, LaunchSettings> then) {
    new RecordDialog(then).show(owner, program);
  }

  private void show(Window owner, Path program) {
    GridPane grid = new GridPane(12, 8);
    grid.addRow(0, new Label("Arguments"), arguments);
    grid.addRow(1, new Label("Fiber mode"), fibers);
    grid.addRow(2, new Label("Virtual CPUs"), cpus);
    grid.addRow(3, new Label("Seed"), seed);
    grid.addRow(4, new Label("Library directories"), libraries);
    grid.add(problem, 0, 5, 2, 1);
    Dialog<ButtonType> dialog = new Dialog<>();
    dialog.initOwner(owner);
    dialog.setTitle("Record " + program.getFileName());
    dialog.getDialogPane().setContent(grid);
    ButtonType record = new ButtonType("Record", ButtonBar.ButtonData.OK_DONE);
    dialog.getDialogPane().getButtonTypes().addAll(record, ButtonType.CANCEL);
    dialog.getDialogPane().lookupButton(record).setId("record-start");
    dialog.getDialogPane().lookupButton(record).addEventFilter(ActionEvent.ACTION, this::check);
    dialog.setOnHidden(
        event -> {
          if (dialog.getResult() == record) {
            then.accept(words(arguments.getText(), " +"), settings());
          }
        });
    dialog.show();
  }

  /** Keeps the dialog open, with one line about it, while something in it is wrong. */
  private void check(ActionEvent event) {
    try {
      settings();
    } catch (IllegalArgumentException wrong) {
      problem.setText(wrong.getMessage());
      event.consume();
    }
  }

  private LaunchSettings settings() {
    long count = number("Virtual CPUs", cpus.getText());
    if (count < 1 || count > MOST_CPUS) {
      throw new IllegalArgumentException("Virtual CPUs: from 1 to " + MOST_CPUS);
    }
    List<Path> directories = new ArrayList<>();
    for (String name : words(libraries.getText(), java.io.File.pathSeparator)) {
      Path directory = Path.of(name);
      if (!Files.isDirectory(directory)) {
        throw new IllegalArgumentException(name + " is not a directory");
      }
      directories.add(directory);
    }
    return new LaunchSettings(
        fibers.getValue(),
        (int) count,
        seed.getText().isBlank()
            ? OptionalLong.empty()
            : OptionalLong.of(number("Seed", seed.getText())),
        directories,
        false);
  }

  private static long number(String what, String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(what + ": a whole number, not " + text.strip(), wrong);
    }
  }

  private static List<String> words(String text, String separator) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(separator));
  }

  private static TextField field(String id, String prompt) {
    TextField field = new TextField();
    field.setId(id);
    field.setPromptText(prompt);
    field.setPrefColumnCount(26);
    return field;
  }

  /** The modes as the command line has them. */
  private static final class ModeNames extends StringConverter<FiberMode> {

    @Override
    public String toString(FiberMode mode) {
      return mode.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public FiberMode fromString(String name) {
      return FiberMode.valueOf(name.toUpperCase(Locale.ROOT));
    }
  }
}
