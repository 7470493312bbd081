// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

/** The forms in which stacks can be had. */
public enum ProfileFormat {
  TEXT,
  JSON,

  /**
   * A line for each stack, its frames joined by semicolons from the outermost one on, and its
   * weight: what tools that draw flame graphs read.
   */
  FOLDED
}
