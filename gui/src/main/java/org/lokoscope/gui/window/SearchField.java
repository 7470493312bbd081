package org.lokoscope.gui.window;

import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import org.lokoscope.gui.panel.FilterProblem;

/** The field at the top: what is typed filters the lanes at once; Esc gives the keys back. */
final class SearchField extends HBox {

  private final TextField field = new TextField();
  private final TracePane pane;
  private final Popup popup = new Popup();

  SearchField(TracePane pane) {
    this.pane = pane;
    setId("search-box");
    field.setId("search");
    field.setPromptText("Search or filter  /");
    field.setTooltip(
        new Tooltip("For example: worker   fiber:worker* state:blocked > 10ms   site:a.sps:40"));
    field.setPrefWidth(380);
    field.setMinWidth(120);
    HBox.setHgrow(field, Priority.ALWAYS);
    setHgrow(this, Priority.SOMETIMES);
    setMaxWidth(420);
    getChildren().add(field);
    FilterProblem problem = new FilterProblem(field, pane.opened().model());
    VBox card = new VBox(problem);
    card.getStyleClass().add("search-note");
    popup.getContent().add(card);
    popup.setAutoHide(false);
    field.textProperty().subscribe(text -> pane.opened().model().filter(text));
    pane.opened().model().filterNote().listen(note -> tell());
    field.focusedProperty().subscribe(focused -> tell());
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  /** Puts the cursor into the field, with its text chosen. */
  void choose() {
    field.requestFocus();
    field.selectAll();
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      field.clear();
      pane.timeline().focus();
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER) {
      pane.timeline().focus();
      event.consume();
    }
  }

  private void tell() {
    boolean wanted =
        field.isFocused() && !pane.opened().model().filterNote().get().text().isEmpty();
    if (wanted && getScene() != null) {
      var corner = field.localToScreen(0, field.getHeight() + 3);
      popup.show(field, corner.getX(), corner.getY());
    } else {
      popup.hide();
    }
  }
}
