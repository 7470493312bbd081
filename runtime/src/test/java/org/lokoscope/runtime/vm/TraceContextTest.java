// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.world.World;

final class TraceContextTest {

  private static final int FUEL = 100_000;

  private long looks;
  private long clock;
  private long step = 1;

  /** Its time moves on by a step when it is looked at. */
  private final World world =
      (World)
          Proxy.newProxyInstance(
              World.class.getClassLoader(),
              new Class<?>[] {World.class},
              (self, method, arguments) -> {
                looks++;
                return clock += step;
              });

  private final List<String> heard = new ArrayList<>();

  private final Probe probe =
      new Probe() {
        @Override
        public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
          heard.add("suspended " + fiber + " at " + time);
        }

        @Override
        public void fiberResumed(long time, long fiber) {
          heard.add("resumed " + fiber + " at " + time);
        }

        @Override
        public void marked(long time, long fiber, long name, long site) {
          heard.add("marked at " + time);
        }
      };

  private TraceContext context(TraceTicker ticker) {
    return new TraceContext(
        probe, world, new SiteTable(), new TraceContext.Strings(), TraceFilter.NONE, ticker);
  }

  @Test
  void shouldTakeTheSameTimeUntilManySafePointsHavePassed() {
    TraceContext trace = context(TraceTicker.byHand());
    Set<Long> lengths = new HashSet<>();
    long last = trace.soon(FUEL);
    int since = FUEL;
    for (int fuel = FUEL - 1; fuel > 0; fuel--) {
      long now = trace.soon(fuel);
      assertThat(now).isBetween(last, last + 1);
      if (now != last) {
        lengths.add((long) since - fuel);
        since = fuel;
      }
      last = now;
    }
    assertThat(lengths).as("so that no program keeps time with it").hasSizeGreaterThan(10);
    assertThat(lengths).allMatch(length -> length <= 128);
    assertThat(looks).isLessThan(FUEL / 32);
  }

  /** Code that is not compiled yet takes as long for one safe point as compiled code for many. */
  @Test
  void shouldLookAtTheClockMoreOftenWhereSafePointsTakeLong() {
    assertThat(looksOf(2_000)).as("a safe point takes longer than a time may").isEqualTo(FUEL);
    assertThat(looksOf(100)).as("ten may share one").isBetween(FUEL / 20L, FUEL / 5L);
    assertThat(looksOf(1)).as("a thousand could").isBetween(FUEL / 128L, FUEL / 32L);
  }

  /** How often the clock is looked at for an event at each safe point, which take so long. */
  private long looksOf(long nanos) {
    TraceContext trace = context(TraceTicker.byHand());
    step = 0;
    looks = 0;
    for (int fuel = FUEL; fuel > 0; fuel--) {
      long before = clock;
      assertThat(trace.soon(fuel)).isLessThanOrEqualTo(before);
      clock += nanos;
    }
    return looks;
  }

  @Test
  void shouldLookAtTheClockAgainAfterATickAndWhenItsOwnMachineMayNotHaveRun() {
    TraceTicker ticker = TraceTicker.byHand();
    TraceContext trace = context(ticker);
    assertThat(trace.soon(FUEL)).isEqualTo(trace.soon(FUEL));
    ticker.advance();
    assertThat(trace.soon(FUEL)).isEqualTo(2);
    assertThat(trace.soon(FUEL + 1)).as("new fuel").isEqualTo(3);
    trace.endSwitch();
    assertThat(trace.soon(FUEL + 1)).as("the scheduler has rested").isEqualTo(4);
    assertThat(trace.now()).isEqualTo(5);
    assertThat(trace.soon(FUEL + 1)).as("another process may run").isEqualTo(6);
  }

  @Test
  void shouldLookEachTimeInARunWithASeed() {
    TraceContext trace = context(TraceTicker.NONE);
    assertThat(List.of(trace.soon(FUEL), trace.soon(FUEL), trace.soon(FUEL)))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void shouldKeepTheOrderOfWhatWasKeptBackAndWhatCameBetween() {
    TraceContext trace = context(TraceTicker.NONE);
    trace.pending().suspend(trace.now(), 7, 0, 0, 0);
    assertThat(heard).isEmpty();
    trace.probe().marked(trace.now(), 8, 0, 0);
    assertThat(trace.pending().resume(0, 9)).as("nothing is kept any more").isFalse();
    trace.pending().suspend(trace.now(), 7, 0, 0, 0);
    assertThat(trace.pending().resume(0, 9)).isTrue();
    trace.beginSwitch();
    trace.pending().suspend(trace.now(), 9, 0, 0, 0);
    trace.endSwitch();
    assertThat(heard)
        .containsExactly(
            "suspended 7 at 1",
            "marked at 2",
            "suspended 7 at 3",
            "resumed 9 at 3",
            "suspended 9 at 4");
  }
}
