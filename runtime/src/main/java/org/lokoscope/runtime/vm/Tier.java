// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;

/** Turns code that runs often into something faster. Any thread may ask it. */
public interface Tier {

  /** Leaves everything as it is. */
  Tier NONE =
      new Tier() {
        @Override
        public int threshold() {
          return Integer.MAX_VALUE;
        }

        @Override
        public Entry compile(Code code) {
          return Entry.LATER;
        }

        @Override
        public @Nullable Resumer compile(Code code, Node point) {
          return null;
        }
      };

  /** How often a piece of code runs before it is worth it. */
  int threshold();

  /** The entry of a procedure, or {@link Entry#LATER} if its nodes have to do. */
  Entry compile(Code code);

  /**
   * The rest of a procedure from a point where it may have stopped.
   *
   * @return null if its nodes have to do
   */
  @Nullable Resumer compile(Code code, Node point);
}
