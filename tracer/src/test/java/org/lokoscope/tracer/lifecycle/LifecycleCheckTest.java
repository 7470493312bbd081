// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.probe.WaitReason;

final class LifecycleCheckTest {

  private final LifecycleCheck check = new LifecycleCheck();

  @Test
  void shouldAcceptAWholeLife() {
    check.processSpawned(0, 1, 0, 0, 0);
    check.processDispatched(1, 1, 0);
    check.fiberSpawned(1, 7, 0, 1, 0);
    check.fiberResumed(2, 7);
    check.fiberSuspended(3, 7, SuspendReason.YIELD.ordinal(), 0, 0);
    check.fiberResumed(4, 7);
    check.fiberSuspended(5, 7, SuspendReason.GET.ordinal(), 9, 0);
    check.fiberReady(6, 7, 0, 9);
    check.processPreempted(6, 1, 100);
    check.processDispatched(7, 1, 0);
    check.fiberResumed(7, 7);
    check.fiberFailed(8, 7, 0, 0);
    check.fiberEnded(9, 7, FiberOutcome.FAILED.ordinal());
    check.processWaiting(10, 1, WaitReason.TIMER.ordinal(), 20);
    check.processWoken(20, 1, WaitReason.TIMER.ordinal(), 0);
    check.processDispatched(21, 1, 0);
    check.processEnded(22, 1, 0);
    assertThat(check.lines()).isEmpty();
  }

  @Test
  void shouldReportWhatCannotBe() {
    check.fiberSpawned(0, 7, 0, 1, 0);
    check.fiberSuspended(1, 7, SuspendReason.GET.ordinal(), 9, 0);
    check.fiberResumed(2_000_000, 7);
    check.fiberEnded(3, 7, FiberOutcome.RETURNED.ordinal());
    check.fiberReady(4, 7, 0, 0);
    check.processDispatched(5, 3, 0);
    assertThat(check.violations()).isEqualTo(4);
    assertThat(check.lines())
        .containsExactly(
            "at 0.000000001 s: fiber 7 was suspended while it was ready",
            "at 0.002000000 s: fiber 7 was resumed while it was suspended",
            "at 0.000000004 s: fiber 7 was woken while it was ended",
            "at 0.000000005 s: process 3 was dispatched while it was not spawned");
  }

  @Test
  void shouldTrustWhatComesAfterAHole() {
    check.eventsLost(0, 5, 0);
    check.fiberResumed(1, 7);
    check.fiberSuspended(2, 7, SuspendReason.GET.ordinal(), 9, 0);
    assertThat(check.violations()).isZero();
    check.fiberResumed(3, 7);
    assertThat(check.violations()).isOne();
  }
}
