// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.Optional;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;

/**
 * What a finding has counted over the run, where it is about a number and not about a fiber's
 * continuation.
 *
 * @param label what is counted, in the plural
 */
public record Tally(SeriesId series, String label) {

  /** Nothing for findings whose number was not followed over time. */
  public static Optional<Tally> of(Finding finding) {
    return switch (finding.leakClass()) {
      case STALE_WAITERS ->
          counted(Quantity.STALE_OFFERS, finding.object(), "waiters that nobody resumes");
      case UNCANCELLED_TIMERS ->
          counted(Quantity.STALE_TIMERS, finding.site().id(), "timers that nobody waits for");
      case MAILBOX_GROWTH ->
          finding.object() == 0
              ? Optional.empty()
              : counted(Quantity.MESSAGES, finding.object(), "messages in the mailbox");
      case FIBER_GROWTH, BLOCKED_FOREVER -> counted(Quantity.FIBERS, 0, "live fibers");
      default -> Optional.empty();
    };
  }

  private static Optional<Tally> counted(Quantity quantity, long subject, String label) {
    return Optional.of(new Tally(new SeriesId(quantity, subject), label));
  }
}
