// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.source.Annotation;

/**
 * The datum labels of one outermost datum. A cycle is closed when its label's datum is complete.
 */
final class Labels {

  /** Stands for a datum that is still being read. */
  private static final class Placeholder {
    private Object datum = this;

    /** Whether a reference came before the datum was complete. */
    private boolean isUsed;
  }

  private final Map<Integer, Placeholder> placeholders = new HashMap<>();

  boolean areUsed() {
    return !placeholders.isEmpty();
  }

  boolean isDefined(int label) {
    return placeholders.containsKey(label);
  }

  void open(int label) {
    placeholders.put(label, new Placeholder());
  }

  /**
   * What a reference becomes: the datum, or something that {@link #close} will replace; null if the
   * label is not defined.
   */
  @Nullable Object reference(int label) {
    Placeholder placeholder = placeholders.get(label);
    if (placeholder == null) {
      return null;
    }
    placeholder.isUsed = true;
    return placeholder.datum;
  }

  /** Of a label that was opened. False if the datum is nothing but a reference to it. */
  boolean close(int label, Object datum, Object form) {
    Placeholder placeholder = Objects.requireNonNull(placeholders.get(label));
    if (datum == placeholder) {
      return false;
    }
    placeholder.datum = datum;
    if (placeholder.isUsed) {
      patch(datum, placeholder);
      patch(form, placeholder);
    }
    return true;
  }

  private static void patch(Object root, Placeholder placeholder) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Object> pending = new ArrayDeque<>();
    push(root, pending, seen);
    while (!pending.isEmpty()) {
      switch (pending.pop()) {
        case Pair pair -> {
          pair.car = resolve(pair.car, placeholder);
          pair.cdr = resolve(pair.cdr, placeholder);
          push(pair.car, pending, seen);
          push(pair.cdr, pending, seen);
        }
        case Object[] vector -> {
          for (int i = 0; i < vector.length; i++) {
            vector[i] = resolve(vector[i], placeholder);
            push(vector[i], pending, seen);
          }
        }
        case Annotation annotation -> push(annotation.form(), pending, seen);
        default -> {}
      }
    }
  }

  private static void push(Object item, ArrayDeque<Object> pending, Set<Object> seen) {
    if ((item instanceof Pair || item instanceof Object[] || item instanceof Annotation)
        && seen.add(item)) {
      pending.push(item);
    }
  }

  private static Object resolve(Object item, Placeholder placeholder) {
    return item == placeholder ? placeholder.datum : item;
  }
}
