// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.ArrayList;
import java.util.List;

/** Where in a picture something can be clicked, or a control may lie over it. */
public final class Spots {

  /** A rectangle in pixels of the picture; several may have the same name. */
  public record Spot(String name, double x, double y, double width, double height) {

    public boolean contains(double otherX, double otherY) {
      return otherX >= x && otherX < x + width && otherY >= y && otherY < y + height;
    }
  }

  private final List<Spot> found = new ArrayList<>();

  void add(String name, double x, double y, double width, double height) {
    found.add(new Spot(name, x, y, width, height));
  }

  public List<Spot> all() {
    return List.copyOf(found);
  }

  /** Those of a name, from above. */
  public List<Spot> of(String name) {
    return found.stream().filter(spot -> spot.name().equals(name)).toList();
  }
}
