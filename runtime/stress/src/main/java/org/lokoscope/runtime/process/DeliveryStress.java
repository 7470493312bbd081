// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A process does not rest on a delivery that came when it was about to. */
@JCStressTest
@Description("Something is posted to a process while its CPU lays it to rest.")
@Outcome(id = "READY", expect = Expect.ACCEPTABLE, desc = "It will run.")
@State
public class DeliveryStress {

  private final Bench bench = new Bench();

  @Actor
  public void cpu() {
    bench.kernel.waits(bench.process);
  }

  @Actor
  public void sender() {
    bench.post();
  }

  @Arbiter
  public void end(L_Result result) {
    result.r1 = bench.process.state;
  }
}
