// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/** One cause: at {@code fromTime} the one lane made something happen on the other. */
public record Arrow(Kind kind, LaneId from, long fromTime, LaneId to, long toTime, long object) {

  public enum Kind {
    SPAWN,
    WAKE,
    MESSAGE,
    /**
     * From where a fiber began to wait with an offer to who took it. Views derive it from a wake:
     * no trace has it.
     */
    OFFER,
    /** From who wrote bytes to a connection to who read them at its other end. */
    BYTES
  }
}
