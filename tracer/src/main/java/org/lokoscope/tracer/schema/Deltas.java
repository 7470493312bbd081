// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.schema;

import org.lokoscope.runtime.probe.Kind;

/** Which kinds of field tend to repeat, or nearly, from one event to the next. */
public final class Deltas {

  private Deltas() {}

  /** Whether a field of this kind is written as the difference from the last one of its kind. */
  public static boolean isDelta(Kind kind) {
    return switch (kind) {
      case TIME, PROCESS, FIBER, OBJECT, OPERATION, CONTINUATION, TIMER, SPAN, SITE, STRING -> true;
      case WORDS, BYTES -> true;
      case DURATION, CPU, TEXT, COUNT, FLAG, CODE, NUMBER, SEQUENCE -> false;
    };
  }
}
