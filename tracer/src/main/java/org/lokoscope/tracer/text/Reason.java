// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.text;

/** What went wrong, for a message. */
public final class Reason {

  private Reason() {}

  /**
   * In the words of the problem, or where it has none, those of its cause; else the name of its
   * class, as a closed channel and an interrupted one have no more to say.
   */
  public static String of(Throwable problem) {
    for (Throwable at = problem; at != null; at = at.getCause()) {
      String message = at.getMessage();
      if (message != null && !message.isBlank()) {
        return message;
      }
    }
    return problem.getClass().getSimpleName();
  }
}
