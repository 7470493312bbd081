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

/** Two processes that share what is read in the background get every byte, each once. */
@JCStressTest
@Description("Two readers of one source, one of which asks to be told when something is there.")
@Outcome(id = "15", expect = Expect.ACCEPTABLE, desc = "Every byte once, and word of it.")
@State
public class SourceStress {

  private final BackgroundSource source =
      BackgroundSource.ofStream(new Letters(), work -> Thread.ofPlatform().daemon().start(work));
  private volatile boolean told;
  private int first;
  private int second;

  private int read() {
    byte[] one = new byte[1];
    try {
      while (true) {
        int count = source.read(one, 0, 1);
        if (count != 0) {
          return count < 0 ? 0 : one[0];
        }
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Actor
  public void reader() {
    first = read();
  }

  @Actor
  public void waiter() {
    source.whenReady(() -> told = true);
    second = read();
  }

  @Arbiter
  public void end(I_Result result) {
    int sum = first + second;
    for (int more = read(); more != 0; more = read()) {
      sum += more;
    }
    while (!told) {
      Thread.onSpinWait();
    }
    result.r1 = sum;
  }
}
