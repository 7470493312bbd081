package org.lokoscope.tracer.lifecycle;

import java.util.Arrays;

/** The state of each subject as a small number; 0 for one that was never named. No boxes. */
final class States {

  private long[] subjects = new long[64];
  private byte[] states = new byte[64];
  private int size;

  /** Sets a state, which is not 0, and returns the one before. */
  byte put(long subject, int state) {
    int at = place(subject);
    byte before = states[at];
    subjects[at] = subject;
    states[at] = (byte) state;
    if (before == 0 && ++size * 2 > subjects.length) {
      grow();
    }
    return before;
  }

  void clear() {
    Arrays.fill(states, (byte) 0);
    size = 0;
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
    byte[] oldStates = states;
    subjects = new long[oldSubjects.length * 2];
    states = new byte[subjects.length];
    for (int i = 0; i < oldStates.length; i++) {
      if (oldStates[i] != 0) {
        int at = place(oldSubjects[i]);
        subjects[at] = oldSubjects[i];
        states[at] = oldStates[i];
      }
    }
  }
}
