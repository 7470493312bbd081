// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

/** The content of a variable that is assigned somewhere. */
public final class VariableBox {

  public Object value;

  public VariableBox(Object value) {
    this.value = value;
  }
}
