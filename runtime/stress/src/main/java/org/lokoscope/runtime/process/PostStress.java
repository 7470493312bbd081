// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** A CPU that goes to rest hears of a process that wakes. */
@JCStressTest(Mode.Termination)
@Description("Something is posted to a process while its CPU goes to rest.")
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The CPU went on.")
@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "It sleeps for ever.")
@State
public class PostStress {

  private final Bench bench = new Bench().resting();

  @Actor
  public void cpu() {
    bench.next();
  }

  @Signal
  public void other() {
    bench.post();
  }
}
