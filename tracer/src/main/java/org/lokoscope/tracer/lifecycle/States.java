// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.lifecycle;

import java.util.function.LongUnaryOperator;

/** What is known of each subject, as a number; 0 for one that was never named. No boxes. */
final class States {

  private long[] subjects = new long[64];
  private long[] states = new long[64];
  private int size;

  /** Sets what is known, which is not 0, and returns what was before. */
  long put(long subject, long state) {
    int at = place(subject);
    long before = states[at];
    subjects[at] = subject;
    states[at] = state;
    if (before == 0 && ++size * 2 > subjects.length) {
      grow();
    }
    return before;
  }

  /**
   * Passes over all that is known: {@code each} is given every number and answers with what it is
   * to be. Numbers that are read into an empty one are given as 0.
   */
  void keep(LongUnaryOperator each) {
    int own = size;
    long count = each.applyAsLong(own);
    if (own == 0) {
      for (long i = 0; i < count; i++) {
        put(each.applyAsLong(0), each.applyAsLong(0));
      }
      return;
    }
    for (int i = 0; i < states.length; i++) {
      if (states[i] != 0) {
        subjects[i] = each.applyAsLong(subjects[i]);
        states[i] = each.applyAsLong(states[i]);
      }
    }
  }

  private int place(long subject) {
    int mask = subjects.length - 1;
    int at = (int) (subject * 0x9E37_79B9_7F4A_7C15L >>> 32) & mask;
    while (states[at] != 0 && subjects[at] != subject) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldSubjects = subjects;
    long[] oldStates = states;
    subjects = new long[oldSubjects.length * 2];
    states = new long[subjects.length];
    for (int i = 0; i < oldStates.length; i++) {
      if (oldStates[i] != 0) {
        int at = place(oldSubjects[i]);
        subjects[at] = oldSubjects[i];
        states[at] = oldStates[i];
      }
    }
  }
}
