// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/** One cause: at {@code fromTime} the one lane made something happen on the other. */
public record Arrow(Kind kind, LaneId from, long fromTime, LaneId to, long toTime, long object) {

  public enum Kind {
    SPAWN,
    WAKE,
    MESSAGE
  }
}
