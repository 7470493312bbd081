// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.fx;

import javafx.scene.Node;
import javafx.scene.Parent;
import org.lokoscope.views.paint.Theme;

/** A node that paints itself, and does so in the colours of a theme. */
public interface Themed {

  /** Paints in these colours from now on. */
  void use(Theme theme);

  /** Gives a theme to all of a scene that paints itself. */
  static void apply(Node node, Theme theme) {
    if (node instanceof Themed themed) {
      themed.use(theme);
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> apply(child, theme));
    }
  }
}
