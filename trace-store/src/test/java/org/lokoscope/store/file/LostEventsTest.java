// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;

/** Events that the recorder could not write are lost, and no damage. */
final class LostEventsTest {

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // begin() sets it, first in each test.
  private Path directory;

  /** A process whose first CPU loses that it waits, and that another CPU runs then. */
  private void loseTheMoveToAnotherCpu(HandMadeTrace trace) {
    HandMadeTrace.Cpu first = trace.cpu(0);
    Probe probe = first.probe();
    probe.processSpawned(10, 1, 0, 0, 0);
    probe.processDispatched(20, 1, 0);
    first.loseEvents();
    probe.processWaiting(30, 1, 0, -1);
    first.keepEvents();
    Probe other = trace.cpu(1).probe();
    other.processWoken(40, 1, 0, 0);
    other.processDispatched(50, 1, 1);
    other.processWaiting(60, 1, 0, -1);
  }

  private HandMadeTrace begin(int cpus) throws IOException {
    directory = folder.resolve("trace");
    return new HandMadeTrace(directory, cpus);
  }

  private Verification verify() {
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      Verification found = TraceVerifier.verify(directory, Progress.NONE);
      assertThat(trace.info().damage().isEmpty()).isEqualTo(found.damagedPlaces() == 0);
      assertThat(trace.info().lostEvents()).isEqualTo(found.lostEvents());
      return found;
    }
  }

  @Test
  void shouldCallALossALossAndNoOtherCpuIllegal() throws Exception {
    try (HandMadeTrace trace = begin(2)) {
      loseTheMoveToAnotherCpu(trace);
      trace.cpu(0).probe().processWoken(70, 1, 0, 0);
    }
    Verification found = verify();
    assertThat(found.status()).isEqualTo(Verification.Status.INCOMPLETE);
    assertThat(found.lines()).containsExactly("1 event lost: the recorder could not keep up");
    assertThat(found.lostEvents()).isEqualTo(1);
  }

  @Test
  void shouldStillFindWhatIsCertainlyIllegal() throws Exception {
    try (HandMadeTrace trace = begin(2)) {
      loseTheMoveToAnotherCpu(trace);
      trace.cpu(0).probe().processWoken(70, 1, 0, 0);
      trace.cpu(0).probe().processDispatched(80, 1, 0);
      trace.cpu(0).probe().processWoken(90, 1, 0, 0);
    }
    Verification found = verify();
    assertThat(found.status()).isEqualTo(Verification.Status.DAMAGED);
    assertThat(found.illegalEvents()).isEqualTo(1);
    assertThat(found.lines())
        .contains("  at 0.000000090 s: process 1 was woken while it was running");
  }

  @Test
  void shouldNotMissTheNumberOfAChunkThatStoodForALoss() throws Exception {
    try (HandMadeTrace trace = begin(2)) {
      loseTheMoveToAnotherCpu(trace);
      // As the first recorders did.
      trace.cpu(0).skipNumbers(1);
      trace.cpu(0).probe().processWoken(70, 1, 0, 0);
    }
    assertThat(verify().status()).isEqualTo(Verification.Status.INCOMPLETE);
  }

  @Test
  void shouldCallAChunkMissingThatNoLossExplains() throws Exception {
    try (HandMadeTrace trace = begin(2)) {
      loseTheMoveToAnotherCpu(trace);
      trace.cpu(0).skipNumbers(2);
      trace.cpu(0).probe().processWoken(70, 1, 0, 0);
    }
    Verification found = TraceVerifier.verify(directory, Progress.NONE);
    assertThat(found.status()).isEqualTo(Verification.Status.DAMAGED);
    assertThat(found.lines()).contains("stream 0: 2 chunks missing");
    assertThat(found.illegalEvents()).isZero();
  }

  @Test
  void shouldNotBlameOneCpuWhenTheOtherWasKilledBeforeItCouldWrite() throws Exception {
    HandMadeTrace trace = begin(2);
    Probe first = trace.cpu(0).probe();
    first.processSpawned(10, 1, 0, 0, 0);
    first.processDispatched(20, 1, 0);
    trace.cpu(0).flush();
    first.processWaiting(30, 1, 0, -1);
    trace.cpu(1).probe().processDispatched(50, 1, 1);
    trace.cpu(1).flush();
    trace.abandon();
    Verification found = verify();
    assertThat(found.status()).isEqualTo(Verification.Status.INCOMPLETE);
    assertThat(found.illegalEvents()).isZero();
  }

  @Test
  void shouldNotBlameOneCpuWhenTheOtherNeverWroteAnything() throws Exception {
    HandMadeTrace trace = begin(2);
    trace.cpu(1).probe().processDispatched(50, 1, 1);
    trace.cpu(1).flush();
    trace.abandon();
    assertThat(verify().status()).isEqualTo(Verification.Status.INCOMPLETE);
  }
}
