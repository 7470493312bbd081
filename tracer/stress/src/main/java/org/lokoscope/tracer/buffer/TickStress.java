// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.buffer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A copy that is saved never comes before an older chunk, and nothing is missing in the end. */
@JCStressTest
@Description("The writer saves the chunk that is being filled while its owner hands it over.")
@Outcome(id = "123", expect = Expect.ACCEPTABLE, desc = "Everything, in order.")
@State
public class TickStress {

  private final Stream stream = new Stream(0, Thread.currentThread());
  private final Pen pen = new Pen(stream);

  public TickStress() {
    stream.encoder().fiberResumed(10, 1);
    stream.look();
  }

  @Actor
  public void owner() {
    stream.encoder().flush();
    stream.encoder().fiberResumed(20, 2);
    stream.encoder().fiberResumed(30, 3);
  }

  @Actor
  public void writer() {
    pen.tick();
    pen.drain();
    pen.tick();
    pen.tick();
  }

  @Arbiter
  public void end(I_Result result) {
    stream.encoder().flush();
    pen.drain();
    result.r1 = pen.written();
  }
}
