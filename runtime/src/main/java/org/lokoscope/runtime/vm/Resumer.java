// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;

/** The compiled rest of a body, from a place where a frame may wait for a value. */
public abstract class Resumer {

  protected Resumer() {}

  /**
   * Goes on where the frame stopped.
   *
   * @param closure the closure that runs, or null if the rest does not look at it
   * @param saved the values of the frame's variables, in its order
   * @param value what the frame waited for; null at the head of a loop, which waits for nothing
   * @return a value, {@link Machine#TAIL} or {@link Machine#UNWIND}
   */
  public abstract Object resume(
      Machine machine, @Nullable Closure closure, Object[] saved, @Nullable Object value);
}
