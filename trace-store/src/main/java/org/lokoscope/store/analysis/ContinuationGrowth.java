// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.probe.Capability;

/** A loop whose call is not a tail call: each iteration leaves frames behind. */
final class ContinuationGrowth implements Detector {

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.SIZES);
  }

  @Override
  public List<Finding> detect(Evidence evidence) {
    return evidence.growingFibers().findings(LeakClass.CONTINUATION_GROWTH);
  }
}
