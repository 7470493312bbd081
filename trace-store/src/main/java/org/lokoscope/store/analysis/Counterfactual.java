// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.Locale;

/**
 * What a leak would have retained if one thing had been otherwise; computed from the trace.
 *
 * @param change what had been otherwise
 * @param bytesTotal heap bytes in the end
 */
public record Counterfactual(Change change, double bytesTotal) {

  /** The names are part of reports that programs read: none is ever renamed. */
  public enum Change {
    TAIL_CALL("with that call in tail position"),
    DELIMITED("with --fibers delimited"),
    SWEPT_OFFERS("with losing offers swept"),
    CANCELLED_TIMERS("with losing timers cancelled"),
    NEWEST_ONLY("with only the newest kept"),

    /**
     * A continuation that has been returned through or invoked holds nothing any more. The runtime
     * resumes what a suspended fiber holds once as it is, so that this changes nothing there.
     */
    ONE_SHOT("with one-shot continuations");

    private final String words;

    Change(String words) {
      this.words = words;
    }

    /** In words that follow a number of bytes. */
    public String words() {
      return words;
    }

    /** The name in reports: {@code tail-call}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
