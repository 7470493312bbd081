// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.shape.SVGPath;

/** The buttons of the debugger, by signs. */
final class DebugIcons {

  static final String GO = "M1 0l10 6l-10 6z";
  static final String BACK = "M11 0l-10 6l10 6z";
  static final String PAUSE = "M1 0h3.5v12h-3.5z M7.5 0h3.5v12h-3.5z";
  static final String STOP = "M1 1h10v10h-10z";
  static final String AGAIN = "M6 1a5 5 0 1 0 5 5h-1.6a3.4 3.4 0 1 1 -3.4 -3.4v2.4l4 -3.2l-4 -3.2z";
  static final String OVER =
      "M0 7a6 6 0 0 1 10.6 -3.8l1.4 -1.2v5h-5l1.9 -2a4.3 4.3 0 0 0 -7.2 2z" + " M4.6 9h3v3h-3z";
  static final String BACK_OVER =
      "M12 7a6 6 0 0 0 -10.6 -3.8l-1.4 -1.2v5h5l-1.9 -2a4.3 4.3 0 0 1 7.2 2z M4.6 9h3v3h-3z";
  static final String IN = "M5 0h2v4h2.6l-3.6 4l-3.6 -4h2.6z M4.5 9h3v3h-3z";
  static final String BACK_IN = "M8 0v2h-4v2.6l-4 -3.6l4 -3.6v2.6z M4.5 9h3v3h-3z M7 3h2v5h-2z";
  static final String OUT = "M5 8h2v-4h2.6l-3.6 -4l-3.6 4h2.6z M4.5 9h3v3h-3z";
  static final String SWITCH = "M0 2h7v-2l5 3l-5 3v-2h-7z M12 8h-7v-2l-5 3l5 3v-2h7z";

  private DebugIcons() {}

  static Button button(String id, String path, String tip, Runnable action) {
    SVGPath icon = new SVGPath();
    icon.setContent(path);
    icon.getStyleClass().add("icon");
    Button button = new Button();
    button.setGraphic(icon);
    button.setId(id);
    button.setTooltip(new Tooltip(tip));
    button.setAccessibleText(tip);
    button.setFocusTraversable(false);
    button.setMinWidth(28);
    button.getStyleClass().addAll("small", "flat");
    button.setOnAction(event -> action.run());
    return button;
  }
}
