// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lokoscope.views.viewport.Viewport;

/**
 * What was looked at before, to go back to it and forth again. A place is remembered by whoever is
 * about to leave it for another; small steps in a row, such as those of a wheel, are one.
 */
public final class Navigation {

  /** A place: what was on show, what was selected and where the playhead stood. */
  record Place(Viewport window, Selection selection, long playhead, double scroll) {}

  private static final int MOST = 200;

  private final Supplier<Place> here;
  private final Consumer<Place> restore;
  private final Deque<Place> behind = new ArrayDeque<>();
  private final Deque<Place> ahead = new ArrayDeque<>();

  Navigation(Supplier<Place> here, Consumer<Place> restore) {
    this.here = here;
    this.restore = restore;
  }

  /** Keeps the present place, which is about to be left. */
  public void remember() {
    Place place = here.get();
    if (!place.equals(behind.peek())) {
      behind.push(place);
      ahead.clear();
    }
    if (behind.size() > MOST) {
      behind.removeLast();
    }
  }

  /** Goes to the place before; whether there was one. */
  public boolean back() {
    return go(behind, ahead);
  }

  /** Goes again to where one came back from; whether there was such a place. */
  public boolean forward() {
    return go(ahead, behind);
  }

  private boolean go(Deque<Place> from, Deque<Place> to) {
    Place now = here.get();
    while (!from.isEmpty()) {
      Place next = from.pop();
      if (!next.equals(now)) {
        to.push(now);
        restore.accept(next);
        return true;
      }
    }
    return false;
  }
}
