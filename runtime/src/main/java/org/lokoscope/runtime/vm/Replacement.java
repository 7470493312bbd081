// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

/** A procedure that compiled code calls instead of a primitive, because it knows more. */
public interface Replacement {

  /** Whether the primitive will do where all operands are numbers. */
  boolean leavesNumbers();
}
