// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places that a deterministic run has passed, one after the other: by their numbers one can go
 * back, in another run that passes the same. Belongs to the CPU, or to who asks while it stands.
 */
final class History {

  /** The places that are kept: about as many as a second passes. */
  private static final int MOST = 1 << 23;

  private @Nullable Place[] places = new Place[1024];
  private long[] fibers = new long[1024];
  private int size;

  /**
   * Notes a place that is passed, or an event; its number is the new {@link #size}.
   *
   * @param place null for an event
   */
  void pass(@Nullable Place place, long fiber) {
    if (size < MOST) {
      if (size == places.length) {
        places = Arrays.copyOf(places, size * 2);
        fibers = Arrays.copyOf(fibers, size * 2);
      }
      places[size] = place;
      fibers[size] = fiber;
    }
    size++;
  }

  /** How many places were passed. */
  int size() {
    return size;
  }

  private boolean isAt(int number, long fiber) {
    return fibers[number - 1] == fiber;
  }

  private @Nullable Place place(int number) {
    return places[number - 1];
  }

  private static boolean sameLine(Place one, Place other) {
    return one.code() == other.code() && one.span().line() == other.span().line();
  }

  /**
   * The number of the place where the line begins that a fiber was on before the present place; 0
   * if there is none that is known.
   *
   * @param fiber whose line; another one may run at the present place
   * @param within the procedures that count; empty for all
   */
  int lineBefore(long fiber, Set<DebuggedCode> within) {
    return isCut() || size == 0 ? 0 : lineBefore(size, fiber, within);
  }

  /** Whether more was passed than is kept. */
  boolean isCut() {
    return size > MOST;
  }

  /** The same for another place than the present one. */
  int lineBefore(int here) {
    return lineBefore(here, fibers[here - 1], Set.of());
  }

  private int lineBefore(int here, long fiber, Set<DebuggedCode> within) {
    Place now = isAt(here, fiber) ? place(here) : null;
    Place line = null;
    int found = 0;
    for (int number = here - 1; number >= 1; number--) {
      Place place = place(number);
      if (place == null) {
        continue;
      }
      if (!isAt(number, fiber) || !within.isEmpty() && !within.contains(place.code())) {
        continue;
      }
      if (found == 0 && now != null && sameLine(place, now)) {
        continue;
      }
      if (line != null && !sameLine(place, line)) {
        return found;
      }
      line = place;
      found = number;
    }
    return found;
  }

  /**
   * The number of the last place that a fiber has passed; 0 if there is none that is known.
   *
   * @param end the number before which it is
   */
  int lastOf(long fiber, int end) {
    for (int number = Math.min(end, MOST + 1) - 1; number >= 1; number--) {
      if (isAt(number, fiber) && place(number) != null) {
        return number;
      }
    }
    return 0;
  }
}
