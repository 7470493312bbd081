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

/** Every event that its owner hands over is written, in order. */
@JCStressTest
@Description("The owner hands over two chunks while the writer takes what is there.")
@Outcome(id = "12", expect = Expect.ACCEPTABLE, desc = "Everything, in order.")
@State
public class HandOverStress {

  private final Stream stream = new Stream(0, Thread.currentThread());
  private final Pen pen = new Pen(stream);

  @Actor
  public void owner() {
    stream.encoder().fiberResumed(10, 1);
    stream.encoder().flush();
    stream.encoder().fiberResumed(20, 2);
    stream.encoder().flush();
  }

  @Actor
  public void writer() {
    pen.drain();
    pen.drain();
  }

  @Arbiter
  public void end(I_Result result) {
    pen.drain();
    result.r1 = pen.written();
  }
}
