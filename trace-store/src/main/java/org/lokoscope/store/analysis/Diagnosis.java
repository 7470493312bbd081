// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an analysis says of a whole trace.
 *
 * @param checked the classes that were judged
 * @param reasons the classes of which the trace does not say enough to judge them, and why
 */
public record Diagnosis(
    Verdict verdict,
    List<Finding> findings,
    String summary,
    List<LeakClass> checked,
    Map<LeakClass, String> reasons) {

  public enum Verdict {
    LEAK,
    STEADY,
    /** Too little was recorded to tell. */
    INCONCLUSIVE
  }

  public Diagnosis {
    EnumMap<LeakClass, String> sorted = new EnumMap<>(LeakClass.class);
    sorted.putAll(reasons);
    reasons = Collections.unmodifiableMap(sorted);
  }

  /** The same without reasons. */
  public Diagnosis(
      Verdict verdict,
      List<Finding> findings,
      String summary,
      List<LeakClass> checked,
      List<LeakClass> notChecked) {
    this(
        verdict,
        findings,
        summary,
        checked,
        notChecked.stream().collect(Collectors.toMap(each -> each, _ -> "not checked yet")));
  }

  /** The classes that were not judged. */
  public List<LeakClass> notChecked() {
    return List.copyOf(reasons.keySet());
  }
}
