package org.lokoscope.store.analysis;

import java.util.Locale;

/**
 * The ways in which a program of fibers loses memory, each with what finds it. The names are part
 * of reports that programs read: none is ever renamed.
 */
@SuppressWarnings("ImmutableEnumChecker") // Detectors have no state.
public enum LeakClass {
  CONTINUATION_GROWTH(new ContinuationGrowth()),
  WINDER_GROWTH(new WinderGrowth());

  private final Detector detector;

  LeakClass(Detector detector) {
    this.detector = detector;
  }

  Detector detector() {
    return detector;
  }

  /** The name in reports: {@code continuation-growth}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
