// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

/**
 * Leaves a machine that stands, and the Java stack below it, for good: what runs next comes from
 * somewhere else. No code of the program sees it.
 */
public abstract class Departure extends Error {

  private static final long serialVersionUID = 1;

  protected Departure() {
    super(null, null, false, false);
  }
}
