// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.core;

import java.util.ArrayList;
import java.util.List;

/** Numbers the variables of one image, so that every process can keep its values in an array. */
public final class GlobalTable {

  private final List<String> names = new ArrayList<>();

  public synchronized Global create(String name) {
    names.add(name);
    return new Global(name, names.size() - 1);
  }

  /** How many variables there are: the length that a machine's table needs. */
  public synchronized int size() {
    return names.size();
  }

  /** The name of the variable at an index; several may have the same. */
  public synchronized String name(int index) {
    return names.get(index);
  }
}
