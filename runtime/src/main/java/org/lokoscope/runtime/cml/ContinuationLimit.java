// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;

/**
 * How large the continuation of a fiber may be when it suspends: the cheapest test for a leak that
 * there is. Shared by all processes of a run.
 */
public final class ContinuationLimit {

  private final long words;

  /** Where it was passed first, and by how many words; 0 words as long as it was not. */
  private volatile long passedBy;

  private volatile int site;

  public ContinuationLimit(long words) {
    this.words = words;
  }

  public long words() {
    return words;
  }

  /** How many words the first fiber had that passed it; 0 if none has. */
  public long passedBy() {
    return passedBy;
  }

  /** Where that fiber suspended, or 0. */
  public int site() {
    return site;
  }

  /** Raises a condition in the fiber that is about to suspend if its continuation is too large. */
  void check(Machine machine) {
    long has = Frame.wordsOf(machine.continuation());
    if (has > words) {
      if (passedBy == 0) {
        site = machine.callSite();
        passedBy = has;
      }
      throw Raise.error(
          "--max-continuation-words",
          "the continuation of this fiber has more words than " + words,
          has);
    }
  }
}
