// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.core;

/** A local variable. Two variables of one name are two objects. */
public final class Local {

  private final String name;
  private boolean assigned;

  public Local(String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  /** Whether a {@code set!} names it. The expander marks this when it meets one. */
  public boolean isAssigned() {
    return assigned;
  }

  public void markAssigned() {
    assigned = true;
  }

  @Override
  public String toString() {
    return name;
  }
}
