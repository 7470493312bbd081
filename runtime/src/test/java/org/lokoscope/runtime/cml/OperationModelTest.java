// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.process.SafePoints;

/**
 * Random programs of operations mean what the model says: no lost wake-up, no double match, no
 * message twice or lost, nobody waits while there is a partner, nacks come exactly when they
 * should. How many programs are tried stands in junit-platform.properties.
 */
class OperationModelTest {

  @SuppressWarnings("ImmutableEnumChecker")
  private enum Way {
    CALLCC(FiberMode.CALLCC, SafePoints.NORMAL, false),
    DELIMITED(FiberMode.DELIMITED, SafePoints.NORMAL, false),
    FAITHFUL(FiberMode.CALLCC, SafePoints.NORMAL, true),
    CAPTURED(FiberMode.CALLCC, SafePoints.CAPTURE_ALWAYS, false),
    SWITCHED(FiberMode.CALLCC, SafePoints.SWITCH_FIBERS, false),
    SWITCHED_DELIMITED(FiberMode.DELIMITED, SafePoints.SWITCH_FIBERS, false);

    private final FiberMode mode;
    private final SafePoints points;
    private final boolean faithful;
    private @Nullable ScriptRunner runner;

    Way(FiberMode mode, SafePoints points, boolean faithful) {
      this.mode = mode;
      this.points = points;
      this.faithful = faithful;
    }

    void judge(Script script) throws InterruptedException {
      if (runner == null) {
        runner = new ScriptRunner(mode, points, faithful);
      }
      try {
        History history = new History(script, runner.run(script));
        Judge.judge(history, points != SafePoints.SWITCH_FIBERS);
      } catch (AssertionError wrong) {
        close();
        throw wrong;
      }
    }

    void close() {
      if (runner != null) {
        runner.close();
        runner = null;
      }
    }
  }

  @AfterContainer
  static void close() {
    for (Way way : Way.values()) {
      way.close();
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldMeanWhatTheModelSays(@ForAll("scripts") Script script) throws Exception {
    Way.CALLCC.judge(script);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldMeanTheSameUnderPreemptionAtEverySafePoint(@ForAll("scripts") Script script)
      throws Exception {
    Way.SWITCHED.judge(script);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldMeanTheSameInOtherModes(@ForAll("scripts") Script script) throws Exception {
    Way.DELIMITED.judge(script);
    Way.FAITHFUL.judge(script);
    Way.CAPTURED.judge(script);
    Way.SWITCHED_DELIMITED.judge(script);
  }

  @Provide
  Arbitrary<Script> scripts() {
    Arbitrary<Script.Step> step =
        Arbitraries.frequencyOf(
            Tuple.of(8, operation(2).map(Script.Perform::new)),
            Tuple.of(1, object().map(Script.Signal::new)),
            Tuple.of(1, Arbitraries.create(Script.Yield::new)));
    Arbitrary<List<List<Script.Step>>> fibers =
        step.list().ofMinSize(1).ofMaxSize(4).list().ofMinSize(1).ofMaxSize(5);
    return Combinators.combine(fibers, Arbitraries.longs())
        .as((steps, seed) -> new Script(OBJECTS, OBJECTS, steps, seed));
  }

  /** Channels, and conditions, of each program: few, so that fibers meet. */
  private static final int OBJECTS = 2;

  private static Arbitrary<Integer> object() {
    return Arbitraries.integers().between(0, OBJECTS - 1);
  }

  private static Arbitrary<Script.Op> operation(int depth) {
    Arbitrary<Script.Op> arm =
        Arbitraries.frequencyOf(
            Tuple.of(6, object().map(Script.Put::new)),
            Tuple.of(6, object().map(Script.Get::new)),
            Tuple.of(2, object().map(Script.Wait::new)),
            Tuple.of(2, Arbitraries.integers().between(0, 3).map(Script.Sleep::new)),
            Tuple.of(1, Arbitraries.create(Script.Always::new)),
            Tuple.of(1, Arbitraries.create(Script.Never::new)));
    if (depth == 0) {
      return arm;
    }
    Arbitrary<Script.Op> part = operation(depth - 1);
    return Arbitraries.frequencyOf(
        Tuple.of(5, arm),
        Tuple.of(4, part.list().ofMaxSize(4).map(Script.Choice::new)),
        Tuple.of(1, part.map(Script.Wrap::new)),
        Tuple.of(1, part.map(Script.Guard::new)),
        Tuple.of(1, part.map(Script.Nack::new)));
  }
}
