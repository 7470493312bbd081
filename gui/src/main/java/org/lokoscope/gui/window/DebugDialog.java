// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** Asks how a program is to be debugged. */
final class DebugDialog {

  /**
   * What the user wants.
   *
   * @param reversible whether to be able to go back
   * @param start whether to run it at once; else breakpoints are set first
   */
  record Asked(List<String> arguments, OptionalLong seed, boolean reversible, boolean start) {}

  private final TextField arguments = new TextField();
  private final TextField seed = new TextField();
  private final CheckBox reversible = new CheckBox("Let me go _back in time");
  private final Label problem = new Label();

  private DebugDialog() {
    arguments.setId("debug-arguments");
    arguments.setPromptText("such as  100 \"a text\"");
    arguments.setPrefColumnCount(26);
    seed.setId("debug-seed");
    seed.setPromptText("none: 1 if one can go back");
    reversible.setId("debug-reversible");
    reversible.setSelected(true);
    reversible.setTooltip(
        new Tooltip(
            "The run is deterministic; it has no network, no commands, and a folder of its own for"
                + " relative file names"));
    problem.setId("debug-problem");
    problem.getStyleClass().add("leak-kind");
  }

  static void show(Window owner, Path program, Consumer<Asked> then) {
    new DebugDialog().open(owner, program, then);
  }

  private void open(Window owner, Path program, Consumer<Asked> then) {
    GridPane grid = new GridPane(10, 8);
    row(grid, "_Arguments", arguments);
    row(grid, "_Seed", seed);
    grid.add(new VBox(6, reversible, problem), 1, 2);
    Dialog<ButtonType> dialog = new Dialog<>();
    dialog.initOwner(owner);
    dialog.setTitle("Debug " + program.getFileName());
    dialog.getDialogPane().setContent(grid);
    ButtonType run = new ButtonType("Start", ButtonBar.ButtonData.OK_DONE);
    ButtonType look = new ButtonType("Set breakpoints first", ButtonBar.ButtonData.OTHER);
    dialog.getDialogPane().getButtonTypes().addAll(run, look, ButtonType.CANCEL);
    dialog.getDialogPane().lookupButton(run).setId("debug-start");
    dialog.getDialogPane().lookupButton(look).setId("debug-prepare");
    for (ButtonType each : List.of(run, look)) {
      dialog.getDialogPane().lookupButton(each).addEventFilter(ActionEvent.ACTION, this::check);
    }
    dialog.setOnHidden(
        event -> {
          ButtonType chosen = dialog.getResult();
          if (chosen == run || chosen == look) {
            then.accept(asked(chosen == run));
          }
        });
    dialog.setOnShown(event -> Platform.runLater(arguments::requestFocus));
    dialog.show();
  }

  private static void row(GridPane grid, String text, Node field) {
    Label label = new Label(text);
    label.setMnemonicParsing(true);
    label.setLabelFor(field);
    grid.addRow(grid.getRowCount(), label, field);
  }

  /** Keeps the dialog open, with one line about it, while something in it is wrong. */
  private void check(ActionEvent event) {
    try {
      asked(true);
    } catch (IllegalArgumentException wrong) {
      problem.setText(wrong.getMessage());
      event.consume();
    }
  }

  private Asked asked(boolean start) {
    return new Asked(
        RecordDialog.quoted(arguments.getText()), number(), reversible.isSelected(), start);
  }

  private OptionalLong number() {
    if (seed.getText().isBlank()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(seed.getText().strip()));
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "Seed: a whole number, not " + seed.getText().strip(), wrong);
    }
  }
}
