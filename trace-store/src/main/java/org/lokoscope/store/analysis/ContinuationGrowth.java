package org.lokoscope.store.analysis;

import java.util.List;

/** A loop whose call is not a tail call: each iteration leaves frames behind. */
final class ContinuationGrowth implements Detector {

  @Override
  public List<Finding> detect(Evidence evidence) {
    return evidence.growingFibers().findings(LeakClass.CONTINUATION_GROWTH);
  }
}
