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

  /** The places that are kept, the last ones: about as many as a second passes. */
  static final int MOST = 1 << 23;

  /** Said instead of a number: what is asked for lies before all that is kept. */
  static final int FORGOTTEN = -1;

  private final int most;
  private @Nullable Place[] places;
  private long[] fibers;
  private int size;

  History() {
    this(MOST);
  }

  /** For tests: keeps fewer places. */
  History(int most) {
    this.most = most;
    places = new Place[Math.min(most, 1024)];
    fibers = new long[places.length];
  }

  /**
   * Notes a place that is passed, or an event; its number is the new {@link #size}.
   *
   * @param place null for an event
   */
  void pass(@Nullable Place place, long fiber) {
    if (size == places.length && size < most) {
      places = Arrays.copyOf(places, Math.min(most, size * 2));
      fibers = Arrays.copyOf(fibers, places.length);
    }
    int slot = size % places.length;
    places[slot] = place;
    fibers[slot] = fiber;
    size++;
  }

  /** How many places were passed. */
  int size() {
    return size;
  }

  private boolean isAt(int number, long fiber) {
    return fibers[slot(number)] == fiber;
  }

  private @Nullable Place place(int number) {
    return places[slot(number)];
  }

  private int slot(int number) {
    return (number - 1) % places.length;
  }

  /** The number of the first place that is kept. */
  private int first() {
    return Math.max(1, size - most + 1);
  }

  private static boolean sameLine(Place one, Place other) {
    return one.code() == other.code() && one.span().line() == other.span().line();
  }

  /**
   * The number of the place where the line begins that a fiber was on before the present place; 0
   * if there is none, {@link #FORGOTTEN} if it lies before all that is kept.
   *
   * @param fiber whose line; another one may run at the present place
   * @param within the procedures that count; empty for all
   */
  int lineBefore(long fiber, Set<DebuggedCode> within) {
    return size == 0 ? 0 : lineBefore(size, fiber, within);
  }

  /** The same for another place than the present one. */
  int lineBefore(int here) {
    return here < first() ? FORGOTTEN : lineBefore(here, fibers[slot(here)], Set.of());
  }

  private int lineBefore(int here, long fiber, Set<DebuggedCode> within) {
    Place now = isAt(here, fiber) ? place(here) : null;
    Place line = null;
    int found = 0;
    int first = first();
    for (int number = here - 1; number >= first; number--) {
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
    return first > 1 ? FORGOTTEN : found;
  }

  /**
   * The number of the last place that a fiber has passed; 0 if there is none, {@link #FORGOTTEN} if
   * it lies before all that is kept.
   *
   * @param end the number before which it is
   */
  int lastOf(long fiber, int end) {
    int first = first();
    for (int number = Math.min(end - 1, size); number >= first; number--) {
      if (isAt(number, fiber) && place(number) != null) {
        return number;
      }
    }
    return first > 1 ? FORGOTTEN : 0;
  }
}
