// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.List;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * Why and where a program stands.
 *
 * @param text more about the reason, or empty
 * @param process the number of the process
 * @param fiber the number of the fiber that stands; 0 if none was running
 * @param span where it stands; {@link SourceSpan#NONE} if at no place of a text
 * @param breakpoints the numbers of those that stopped it
 * @param unit what stands
 */
public record Stop(
    Reason reason,
    String text,
    long process,
    long fiber,
    SourceSpan span,
    List<Integer> breakpoints,
    Unit unit) {

  /** One at which everything stands. */
  public Stop(
      Reason reason,
      String text,
      long process,
      long fiber,
      SourceSpan span,
      List<Integer> breakpoints) {
    this(reason, text, process, fiber, span, breakpoints, Unit.ALL);
  }

  Stop of(Unit other) {
    return new Stop(reason, text, process, fiber, span, breakpoints, other);
  }

  Stop noted(String note) {
    String both = text.isEmpty() ? note : text + "; " + note;
    return new Stop(reason, both, process, fiber, span, breakpoints, unit);
  }

  /** Why a program stands. */
  public enum Reason {
    /** Nothing has run yet. */
    START,
    BREAKPOINT,
    STEP,
    /** A procedure has returned to where {@code finish} waited. */
    RETURNED,
    PAUSE,
    RAISE,
    EVENT
  }
}
