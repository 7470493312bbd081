package org.lokoscope.store.analysis;

import java.util.List;

/**
 * What an analysis says of a whole trace.
 *
 * @param checked the classes that were judged
 * @param notChecked the classes of which the trace does not say enough to judge them
 */
public record Diagnosis(
    Verdict verdict,
    List<Finding> findings,
    String summary,
    List<LeakClass> checked,
    List<LeakClass> notChecked) {

  public enum Verdict {
    LEAK,
    STEADY,
    /** Too little was recorded to tell. */
    INCONCLUSIVE
  }
}
