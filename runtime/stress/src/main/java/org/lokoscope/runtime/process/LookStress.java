// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A look at a process happens once and is seen, or it was given up and never happens. */
@JCStressTest
@Description("Somebody looks, twice, while the one who asked gives up.")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "It happened and was seen.")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "It was given up before.")
@State
public class LookStress {

  private static final Process PROCESS = new Bench().process;

  private int looks;
  private final Look look =
      new Look(
          PROCESS,
          () -> {
            looks++;
            return List.of("seen");
          });

  @Actor
  public void looker() {
    look.run();
    look.run();
  }

  @Actor
  public void asker(II_Result result) {
    result.r1 = look.seen() == null ? 0 : 1;
  }

  @Arbiter
  public void end(II_Result result) {
    result.r2 = looks;
  }
}
