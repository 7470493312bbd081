// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** What is written in the background is written once, and whoever waits for it hears of it. */
@JCStressTest
@Description("Two bytes are written one after the other while another thread waits for the end.")
@Outcome(id = "12", expect = Expect.ACCEPTABLE, desc = "Both, in order, and word of it.")
@State
public class SinkStress {

  private volatile int written;
  private volatile boolean told;

  private final BackgroundSink sink =
      BackgroundSink.ofStream(
          (bytes, from, count) -> {
            for (int i = from; i < from + count; i++) {
              written = written * 10 + bytes[i];
            }
          },
          work -> Thread.ofPlatform().daemon().start(work));

  @Actor
  public void writer() {
    try {
      sink.write(new byte[] {1}, 0, 1);
      sink.write(new byte[] {2}, 0, 1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Actor
  public void waiter() {
    sink.whenDone(() -> told = true);
  }

  @Arbiter
  public void end(I_Result result) {
    while (sink.isPending() || !told) {
      Thread.onSpinWait();
    }
    result.r1 = written;
  }
}
