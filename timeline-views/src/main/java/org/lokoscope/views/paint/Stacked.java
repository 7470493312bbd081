// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;

/** Blocks below one another. */
record Stacked(List<PageBlock> parts, double gap) implements PageBlock {

  @Override
  public double height(double width) {
    double height = -gap;
    for (PageBlock part : parts) {
      height += part.height(width) + gap;
    }
    return Math.max(0, height);
  }

  @Override
  public void paint(Rectangle box) {
    double y = box.y();
    for (PageBlock part : parts) {
      double height = part.height(box.width());
      part.paint(new Rectangle(box.x(), y, box.width(), height));
      y += height + gap;
    }
  }
}
