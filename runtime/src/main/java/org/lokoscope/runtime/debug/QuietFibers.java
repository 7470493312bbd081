// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.Arrays;

/**
 * Fibers in which something is done for the debugger. There is seldom more than one, and whoever
 * asks does so at each place that is passed.
 */
final class QuietFibers {

  private volatile long[] numbers = {};

  boolean contains(long fiber) {
    for (long number : numbers) {
      if (number == fiber) {
        return true;
      }
    }
    return false;
  }

  synchronized void add(long fiber) {
    if (!contains(fiber)) {
      long[] more = Arrays.copyOf(numbers, numbers.length + 1);
      more[numbers.length] = fiber;
      numbers = more;
    }
  }

  synchronized void remove(long fiber) {
    numbers = Arrays.stream(numbers).filter(number -> number != fiber).toArray();
  }
}
