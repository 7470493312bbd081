// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import org.lokoscope.runtime.bytecode.BytecodeTier;
import org.lokoscope.runtime.vm.Tier;

/**
 * When code is compiled to bytecode. Whatever a program computes, this must not change it; the
 * extremes exist to compare.
 */
public enum Tiering {
  /** Once it has run often. */
  HOT,

  /** When it first runs. */
  AT_ONCE,

  /** Never: nodes are run. */
  NEVER;

  Tier tier() {
    return switch (this) {
      case HOT -> BytecodeTier.normal();
      case AT_ONCE -> BytecodeTier.atOnce();
      case NEVER -> Tier.NONE;
    };
  }
}
