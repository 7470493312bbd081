// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;
import org.lokoscope.gui.debug.model.Seen.Frame;
import org.lokoscope.gui.debug.model.Seen.Variable;
import org.lokoscope.gui.panel.SourceView;

/** A program that is debugged in the window. */
class DebugJourneyTest extends Journey {

  private static final String PROGRAM =
      """
      (import (rnrs) (loko system fibers))

      (define jobs (make-channel))

      (define (square x)
        (* x x))

      (define (worker done)
        (let ((job (get-message jobs)))
          (display (square job))
          (newline)
          (worker (cons job done))))

      (spawn-fiber (lambda () (worker '())))
      (do ((i 1 (+ i 1)))
          ((= i 4))
        (put-message jobs i))
      (sleep 0.01)
      """;

  private static Path program() {
    try {
      return Files.writeString(Recordings.folder().resolve("jobs.sps"), PROGRAM);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void prepare(Path program) {
    robot.interact(() -> window.askHowToDebug(program));
    until(() -> exists("#debug-prepare"));
    robot.interact(() -> this.<Button>find("#debug-prepare").fire());
    until(() -> exists("#debug-source") && !source().getItems().isEmpty());
  }

  private SourceView source() {
    return find("#debug-source");
  }

  private Node margin(int line) {
    return robot
        .lookup(".debug-source-line")
        .match(
            (ListCell<?> cell) ->
                cell.getItem() instanceof SourceView.Line of && of.number() == line)
        .<ListCell<?>>query()
        .lookup(".line-stop");
  }

  private boolean marked(int line) {
    return source().getItems().get(line - 1).marks().size() == 1;
  }

  private void press(KeyCode code, KeyCombination.Modifier... modifiers) {
    robot.push(new KeyCodeCombination(code, modifiers));
  }

  /** The value of a variable that is shown; the name when it has not come yet. */
  private String value(String tree, String name) {
    TreeView<Variable> view = find(tree);
    return value(view.getRoot(), name);
  }

  private static String value(TreeItem<Variable> item, String name) {
    if (item.getValue() != null && item.getValue().name().equals(name)) {
      return item.getValue().value();
    }
    return item.getChildren().stream()
        .map(child -> value(child, name))
        .filter(found -> !found.equals("none of that name"))
        .findFirst()
        .orElse("none of that name");
  }

  private String top() {
    ListView<Frame> stack = find("#debug-stack");
    return stack.getItems().isEmpty() ? "" : stack.getItems().getFirst().procedure();
  }

  @Test
  void shouldStopAtALineLookStepBackAndForthAndGoOn() {
    prepare(program());
    robot.clickOn(margin(6));
    until(() -> source().getItems().get(5).dot() != null);
    press(KeyCode.F5);
    until(() -> marked(6) && value("#debug-variables", "x").equals("1"));
    assertThat(text("#debug-note")).isEqualTo("Stands at a breakpoint.");
    assertThat(top()).isEqualTo("square");
    picture("debug-stopped", "#debug-tab");
    robot.interact(() -> this.<TextField>find("#debug-expression").setText("(list x (* 10 x))"));
    robot.interact(() -> this.<Button>find("#debug-watch").fire());
    until(() -> value("#debug-watches", "(list x (* 10 x))").equals("(1 10)"));
    robot.clickOn("#debug-expression");
    robot.interact(() -> this.<TextField>find("#debug-expression").setText("(+ x 41)"));
    robot.type(KeyCode.ENTER);
    until(() -> this.<TextArea>find("#debug-output").getText().contains("> (+ x 41)\n42\n"));
    press(KeyCode.F5);
    until(() -> marked(6) && value("#debug-variables", "x").equals("2"));
    until(() -> value("#debug-watches", "(list x (* 10 x))").equals("(2 20)"));
    picture("debug-watched", "#debug-tab");
    press(KeyCode.F11, KeyCombination.SHIFT_DOWN);
    until(() -> top().equals("worker") && text("#debug-note").equals("4"));
    press(KeyCode.F10);
    until(() -> marked(11));
    press(KeyCode.F10, KeyCombination.SHIFT_DOWN);
    until(() -> marked(10));
    press(KeyCode.F5, KeyCombination.SHIFT_DOWN);
    until(() -> marked(6) && value("#debug-variables", "x").equals("2"));
    robot.clickOn(margin(6));
    until(() -> source().getItems().get(5).dot() == null);
    press(KeyCode.F5);
    until(() -> text("#debug-note").equals("The program ended with status 0."));
    assertThat(this.<TextArea>find("#debug-output").getText()).contains("1\n", "4\n", "9\n");
  }
}
