// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

/** A part of a page that is as high as its width lets it be. */
interface PageBlock {

  double height(double width);

  /** The part of what is left below a column that it may have; 0 for none. */
  default double stretch() {
    return 0;
  }

  /** The height up to which more than {@link #height} is of use. */
  default double most(double width) {
    return stretch() > 0 ? Double.MAX_VALUE : height(width);
  }

  void paint(Rectangle box);
}
