// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

/**
 * What the machine does when an UNWIND has arrived at its base: the whole continuation is then in
 * {@link Machine#continuation()}.
 */
@FunctionalInterface
public interface Action {

  /** Nobody asked for the continuation. */
  Action NONE =
      machine -> {
        throw new IllegalStateException("nothing is to be done after an UNWIND");
      };

  /** A value for the top frame, {@link Machine#TAIL} or {@link Machine#SUSPENDED}. */
  Object perform(Machine machine);
}
