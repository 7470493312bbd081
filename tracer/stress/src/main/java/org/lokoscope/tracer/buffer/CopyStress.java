// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.buffer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Only whole events are copied from a chunk to which its owner appends. */
@JCStressTest
@Description("The writer copies a chunk while its owner reports events 1, 2 and 3.")
@Outcome(
    id = {"0", "1", "12", "123"},
    expect = Expect.ACCEPTABLE,
    desc = "The events that were complete.")
@State
public class CopyStress {

  private final Stream stream = new Stream(0, Thread.currentThread());
  private final Pen pen = new Pen(stream);

  @Actor
  public void owner() {
    stream.encoder().fiberResumed(10, 1);
    stream.encoder().fiberResumed(20, 2);
    stream.encoder().fiberResumed(30, 3);
  }

  @Actor
  public void writer(I_Result result) {
    pen.peek();
    result.r1 = pen.written();
  }
}
