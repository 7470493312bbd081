// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;

/**
 * The variables that a frame still holds, for a debugger.
 *
 * @param point the {@link Code} that was to be entered, or the node whose value it waits for, or at
 *     which it stopped: it says whose variables these are
 * @param closure the procedure that runs; null if the rest of it does not look at it
 * @param slots the places of the variables that are held; null if {@code values} is the whole
 *     activation
 * @param values their values: the frame's own array, so that a debugger can assign
 */
public record Activation(
    Object point, @Nullable Closure closure, int @Nullable [] slots, Object[] values) {

  /** Where the value of a variable stands in {@link #values}; -1 if it is not held any more. */
  public int indexOf(int slot) {
    if (slots == null) {
      return slot < values.length && values[slot] != null ? slot : -1;
    }
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] == slot) {
        return i;
      }
    }
    return -1;
  }
}
