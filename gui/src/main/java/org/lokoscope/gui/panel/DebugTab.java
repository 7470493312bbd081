// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** The debugger below a timeline. The window has one debugger, which moves to the open trace. */
public final class DebugTab implements TraceTab {

  private final StackPane holder = new StackPane();
  private final Supplier<DebugView> view;

  /**
   * @param view made when it is first seen
   */
  public DebugTab(Supplier<DebugView> view) {
    this.view = view;
    holder.setMinSize(0, 0);
  }

  @Override
  public String title() {
    return "Debug";
  }

  @Override
  public Node node() {
    return holder;
  }

  @Override
  public void shown(boolean front) {
    if (front && view.get().getParent() != holder) {
      holder.getChildren().setAll(view.get());
    }
  }
}
