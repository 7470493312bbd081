// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.RunningProgram;

/** Asks which of the programs that run is to be debugged. */
final class AttachDialog {

  private static final double WIDTH = 620;
  private static final double HEIGHT = 200;

  private AttachDialog() {}

  static void show(Window owner, List<RunningProgram> running, Consumer<RunningProgram> then) {
    ListView<RunningProgram> list = new ListView<>();
    list.setId("attach-programs");
    list.setAccessibleText("Programs that run");
    list.setPrefSize(WIDTH, HEIGHT);
    list.setCellFactory(any -> new ProgramCell());
    list.getItems().setAll(running);
    running.stream()
        .filter(each -> !each.taken())
        .findFirst()
        .ifPresent(list.getSelectionModel()::select);
    Label text = new Label("It goes on running, and runs on when you detach (Ctrl+F2).");
    text.getStyleClass().add("text-muted");
    Dialog<ButtonType> dialog = new Dialog<>();
    dialog.initOwner(owner);
    dialog.setTitle("Attach to a program");
    dialog.getDialogPane().setContent(new VBox(8, list, text));
    ButtonType attach = new ButtonType("Attach", ButtonBar.ButtonData.OK_DONE);
    dialog.getDialogPane().getButtonTypes().addAll(attach, ButtonType.CANCEL);
    var button = dialog.getDialogPane().lookupButton(attach);
    button.setId("attach-start");
    list.getSelectionModel()
        .selectedItemProperty()
        .subscribe(chosen -> button.setDisable(chosen == null || chosen.taken()));
    list.setOnMouseClicked(
        click -> {
          boolean twice = click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2;
          if (twice && !button.isDisabled()) {
            dialog.setResult(attach);
            dialog.close();
          }
        });
    dialog.setOnHidden(
        event -> {
          RunningProgram chosen = list.getSelectionModel().getSelectedItem();
          if (dialog.getResult() == attach && chosen != null) {
            then.accept(chosen);
          }
        });
    dialog.setOnShown(event -> Platform.runLater(list::requestFocus));
    dialog.show();
  }

  private static final class ProgramCell extends ListCell<RunningProgram> {
    @Override
    protected void updateItem(@Nullable RunningProgram program, boolean empty) {
      super.updateItem(program, empty);
      setText(empty || program == null ? null : program.text());
    }
  }
}
