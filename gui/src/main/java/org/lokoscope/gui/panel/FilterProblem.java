// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import javafx.css.PseudoClass;
import javafx.scene.control.TextField;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.lokoscope.views.model.FilterNote;
import org.lokoscope.views.model.TimelineModel;

/**
 * Stands below the filter field: what the filter found, or what is wrong with its text, with the
 * text from the wrong character on underlined. Takes no room when there is nothing to say.
 */
public final class FilterProblem extends TextFlow {

  private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

  private final TextField field;

  public FilterProblem(TextField field, TimelineModel model) {
    this.field = field;
    setId("search-problem");
    model.filterNote().bind(this::show);
  }

  private void show(FilterNote note) {
    field.pseudoClassStateChanged(DANGER, note.isProblem());
    getChildren().clear();
    if (note.isProblem()) {
      String text = field.getText();
      int at = Math.min(note.position(), text.length());
      getChildren().add(part(text.substring(0, at), "filter-right"));
      // Behind the end something is missing: a sign stands for it.
      getChildren().add(part(at == text.length() ? "\u25b2" : text.substring(at), "filter-wrong"));
      getChildren().add(part("\n" + note.text(), "filter-message"));
    } else if (!note.text().isEmpty()) {
      getChildren().add(part(note.text(), "filter-right"));
    }
    setVisible(!getChildren().isEmpty());
    setManaged(!getChildren().isEmpty());
  }

  private static Text part(String text, String style) {
    Text part = new Text(text);
    part.getStyleClass().add(style);
    return part;
  }
}
