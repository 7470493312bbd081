// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.verify;

import java.nio.file.Path;
import java.util.List;

/**
 * What a check of a trace has found.
 *
 * @param chunks that can be read
 * @param events in them
 * @param damagedPlaces where chunks are missing or cannot be read
 * @param lostEvents that the recorder dropped, by its own account
 * @param illegalEvents that are illegal state transitions
 * @param undefined strings and sites that are used but never defined
 * @param recording whether it was still being recorded
 * @param finished whether the recorder ended in order
 * @param lines one line for each finding, for people
 */
public record Verification(
    Path directory,
    Status status,
    long chunks,
    long events,
    long damagedPlaces,
    long lostEvents,
    long illegalEvents,
    long undefined,
    boolean recording,
    boolean finished,
    List<String> lines) {

  public enum Status {
    /** All that was recorded is there. */
    INTACT,
    /** What is there can be read, but the recording was cut short or dropped events. */
    INCOMPLETE,
    /** Parts of what was recorded cannot be read, or make no sense. */
    DAMAGED
  }
}
