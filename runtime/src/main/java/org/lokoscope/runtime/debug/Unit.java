// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What stands when a program is stopped. */
public enum Unit {
  /** All fibers of all processes. */
  ALL,
  /** All fibers of the process; other processes go on. */
  PROCESS,
  /** The fiber; all others go on. */
  FIBER;

  /** As users write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The unit that a user names.
   *
   * @throws IllegalArgumentException if there is none of that name; one line
   */
  public static Unit of(String word) {
    return Arrays.stream(values())
        .filter(unit -> unit.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "stop: one of "
                        + Arrays.stream(values()).map(Unit::word).collect(Collectors.joining(", "))
                        + ", not "
                        + word));
  }
}
