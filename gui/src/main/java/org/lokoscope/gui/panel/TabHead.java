// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The row of controls at the head of a tab. */
final class TabHead {

  private static final double GAP = 12;

  private TabHead() {}

  static HBox of(Node... controls) {
    HBox head = new HBox(GAP, controls);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("tools");
    return head;
  }

  /** Makes a label the one that says in grey what the tab shows. */
  static void note(Label note, String id) {
    note.setId(id);
    note.getStyleClass().add("text-muted");
  }
}
