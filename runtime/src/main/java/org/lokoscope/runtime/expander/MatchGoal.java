// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.function.Function;
import org.lokoscope.runtime.core.Core;

/**
 * What follows a test.
 *
 * @param scope the variables that are bound before the test
 * @param success makes the code for a match, which is generated exactly once
 * @param fail the code for all failures, a call: it may stand in several places
 */
record MatchGoal(MatchScope scope, Function<MatchScope, Core> success, Core fail) {

  /** The code for a match of what has been tested so far. */
  Core reached() {
    return success.apply(scope);
  }

  /** Another test before this goal's own success. */
  MatchGoal after(Function<MatchGoal, Core> test) {
    return new MatchGoal(scope, bound -> test.apply(new MatchGoal(bound, success, fail)), fail);
  }
}
