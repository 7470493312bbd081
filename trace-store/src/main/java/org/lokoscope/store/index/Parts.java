// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** One thing for each part of an index; to ask for one that was never put here is a mistake. */
final class Parts<T> {

  private final Map<Part, T> things = new EnumMap<>(Part.class);

  void put(Part part, T thing) {
    things.put(part, thing);
  }

  T get(Part part) {
    T thing = things.get(part);
    if (thing == null) {
      throw new IllegalStateException("missing from the index: part=" + part);
    }
    return thing;
  }

  void forEach(BiConsumer<Part, T> action) {
    things.forEach(action);
  }
}
