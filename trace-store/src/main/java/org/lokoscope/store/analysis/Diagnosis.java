package org.lokoscope.store.analysis;

import java.util.List;

/** What an analysis says of a whole trace. */
public record Diagnosis(Verdict verdict, List<Finding> findings, String summary) {

  public enum Verdict {
    LEAK,
    STEADY,
    /** Too little was recorded to tell. */
    INCONCLUSIVE
  }
}
