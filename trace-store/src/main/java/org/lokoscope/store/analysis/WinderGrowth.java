package org.lokoscope.store.analysis;

import java.util.List;

/**
 * A loop inside of a form that extends the dynamic state: each iteration leaves an entry behind.
 */
final class WinderGrowth implements Detector {

  @Override
  public List<Finding> detect(Evidence evidence) {
    return evidence.growingFibers().findings(LeakClass.WINDER_GROWTH);
  }
}
