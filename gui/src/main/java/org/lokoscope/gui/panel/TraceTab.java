// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import javafx.scene.Node;

/** A tab below the timeline. Registered in {@link Tabs}. */
public interface TraceTab {

  String title();

  Node node();

  /** Told when it comes to the front, and when another one does: what is slow can wait for it. */
  default void shown(boolean front) {}
}
