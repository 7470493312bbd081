// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.probe.Capability;

/**
 * A loop inside of a form that extends the dynamic state: each iteration leaves an entry behind.
 */
final class WinderGrowth implements Detector {

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.WINDERS);
  }

  @Override
  public List<Finding> detect(Evidence evidence) {
    return evidence.growingFibers().findings(LeakClass.WINDER_GROWTH);
  }
}
