// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.net.Network;
import org.lokoscope.runtime.net.WatchedPipe;
import org.lokoscope.runtime.os.Commands;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.TraceContext;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * A CPU that goes to rest while something happens. The limit of time is for one that sleeps for
 * ever; {@code runtime/stress} tries the same harder.
 */
@Timeout(120)
final class KernelWakeTest {

  private static final int ROUNDS = 3_000;

  private final Network network = new Network(_ -> {});
  private final Kernel kernel =
      new Kernel(
          new SystemWorld(
              InputStream.nullInputStream(),
              OutputStream.nullOutputStream(),
              OutputStream.nullOutputStream(),
              List.of("p")),
          network);
  private final Cpu cpu = new Cpu(0, kernel, TraceContext.OFF);
  private final Process process = process(1);

  private Process process(long id) {
    return new Process(
        id,
        0,
        "p",
        new RunServices(
            kernel,
            Process.Reports.NONE,
            network,
            new Devices(kernel),
            new Commands(),
            new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false),
            _ -> {},
            new Debugging()));
  }

  /** It used to come to rest for ever: what was to wake it had been taken in already. */
  @Test
  void shouldEndInsteadOfRestingWhenItHasBeenKilled() {
    kernel.add(process);
    process.kill(9, 0, TraceContext.OFF);
    process.receive(process.machine());
    process.rest(process.machine(), WaitReason.MESSAGE, Long.MAX_VALUE);
    assertThat(process.hasEnded()).isTrue();
    assertThat(process.status()).isEqualTo(9);
  }

  /** Has somebody do something each time that the CPU goes to rest, which has to wake it. */
  private void rounds(Consumer<Process> other) throws Exception {
    kernel.countDevices(1);
    kernel.add(process);
    process.reason = WaitReason.MESSAGE;
    CyclicBarrier begin = new CyclicBarrier(2);
    Thread disturber =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < ROUNDS; i++) {
                    meet(begin);
                    other.accept(process);
                  }
                });
    cpu.shareThread(Thread.currentThread());
    assertThat(kernel.next(cpu)).isSameAs(process);
    for (int i = 0; i < ROUNDS; i++) {
      meet(begin);
      kernel.waits(process);
      assertThat(kernel.next(cpu)).isSameAs(process);
      process.receive(process.machine());
    }
    disturber.join();
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldHearOfEveryDelivery() throws Exception {
    rounds(to -> to.post(_ -> {}, WaitReason.MESSAGE, 0));
  }

  @Test
  void shouldHearOfEveryAlarm() throws Exception {
    rounds(to -> kernel.setAlarm(0, _ -> to.post(_ -> {}, WaitReason.MESSAGE, 0)));
  }

  @Test
  void shouldHearOfEveryDeliveryWhileItWaitsForSockets() throws Exception {
    try (WatchedPipe pipe = new WatchedPipe(network)) {
      pipe.watch(() -> {});
      rounds(to -> to.post(_ -> {}, WaitReason.MESSAGE, 0));
    }
  }

  @Test
  void shouldHearOfEveryAlarmWhileItWaitsForSockets() throws Exception {
    try (WatchedPipe pipe = new WatchedPipe(network)) {
      pipe.watch(() -> {});
      rounds(to -> kernel.setAlarm(0, _ -> to.post(_ -> {}, WaitReason.MESSAGE, 0)));
    }
  }

  @Test
  void shouldHearOfEverySocket() throws Exception {
    try (WatchedPipe pipe = new WatchedPipe(network)) {
      Runnable ready = () -> process.post(_ -> {}, WaitReason.IO, 0);
      pipe.watch(ready);
      rounds(
          _ -> {
            pipe.drain();
            pipe.watch(ready);
            pipe.write();
          });
    }
  }

  /** The CPU that waited for sockets may be in a long primitive procedure. */
  @Test
  void shouldHaveAnotherCpuWaitForSocketsWhenTheOneThatDidRuns() throws Exception {
    try (WatchedPipe pipe = new WatchedPipe(network)) {
      Process second = process(2);
      kernel.countDevices(1);
      kernel.add(process);
      kernel.add(second);
      for (Process each : List.of(process, second)) {
        assertThat(kernel.pollOrRest(cpu)).isSameAs(each);
        kernel.waits(each);
      }
      pipe.watch(() -> process.post(_ -> {}, WaitReason.IO, 0));
      assertThat(kernel.pollOrRest(cpu)).isNull();
      CompletableFuture<Process> taken = new CompletableFuture<>();
      Cpu other = new Cpu(1, kernel, TraceContext.OFF);
      Thread resting = Thread.ofPlatform().unstarted(() -> taken.complete(kernel.next(other)));
      other.shareThread(resting);
      resting.start();
      awaitState(resting, Thread.State.WAITING);

      second.post(_ -> {}, WaitReason.MESSAGE, 0);
      assertThat(kernel.pollOrRest(cpu)).isSameAs(second);
      pipe.write();
      assertThat(taken.get()).isSameAs(process);
      resting.join();
    }
  }

  /** The run used to go on for ever, with all CPUs asleep. */
  @Test
  void shouldFindThatNothingIsLeftWhenTheLastDeviceGoesAway() throws Exception {
    kernel.countDevices(1);
    Thread resting = Thread.ofPlatform().unstarted(() -> assertThat(kernel.next(cpu)).isNull());
    cpu.shareThread(resting);
    resting.start();
    awaitState(resting, Thread.State.WAITING);
    kernel.countDevices(-1);
    resting.join();
    assertThat(kernel.isOver()).isTrue();
  }

  /** Its number is given before it is in the table; asking for its end failed in Java then. */
  @Test
  void shouldNotKnowAProcessThatIsStillBeingMade() {
    long id = kernel.newId();
    assertThat(kernel.knows(id)).isFalse();
    kernel.add(process(id));
    assertThat(kernel.knows(id)).isTrue();
    assertThat(kernel.snapshot(Objects.requireNonNull(kernel.find(id))))
        .isEqualTo(new Kernel.Snapshot(ProcessState.READY, 0));
  }

  /**
   * The only CPU that knew of the next sleeper used to be given a process, which may be in a long
   * primitive procedure, while another rested without limit.
   */
  @Test
  void shouldHaveOneCpuThatRestsKnowOfTheNextSleeper() throws Exception {
    kernel.countDevices(1);
    kernel.add(process);
    assertThat(kernel.pollOrRest(cpu)).isSameAs(process);
    Cpu other = new Cpu(1, kernel, TraceContext.OFF);
    Thread resting = Thread.ofPlatform().unstarted(() -> kernel.next(other));
    other.shareThread(resting);
    resting.start();
    awaitState(resting, Thread.State.WAITING);

    kernel.waits(process);
    assertThat(kernel.pollOrRest(cpu)).isNull();
    kernel.setAlarm(Long.MAX_VALUE - 1, _ -> {});
    assertThat(kernel.pollOrRest(cpu)).isNull();
    process.post(_ -> {}, WaitReason.MESSAGE, 0);
    assertThat(kernel.pollOrRest(cpu)).isSameAs(process);

    awaitState(resting, Thread.State.TIMED_WAITING);
    kernel.stop();
    resting.join();
  }

  private static void awaitState(Thread thread, Thread.State state) {
    while (thread.getState() != state) {
      assertThat(Thread.currentThread().isInterrupted()).as("out of time").isFalse();
      Thread.onSpinWait();
    }
  }

  /** All CPUs used to wait for whoever looked at one process. */
  @Test
  void shouldLetOthersUseTheKernelWhileSomebodyLooksAtAProcess() {
    kernel.add(process);
    boolean looked =
        kernel.whileAtRest(
            process, () -> assertThat(onAnotherThread(() -> kernel.find(1))).isSameAs(process));
    assertThat(looked).isTrue();
  }

  private static <T> T onAnotherThread(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().daemon().start(task))
          .get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldKeepAProcessFromRunningWhileSomebodyLooksAtIt() {
    kernel.add(process);
    kernel.whileAtRest(
        process,
        () -> {
          assertThat(kernel.pollOrRest(cpu)).as("of those that are ready").isNull();
          assertThat(kernel.isOver()).isFalse();
          assertThat(kernel.whileAtRest(process, () -> {})).as("a second look").isFalse();
        });
    assertThat(kernel.pollOrRest(cpu)).isSameAs(process);
    assertThat(kernel.whileAtRest(process, () -> {})).as("a look at one that runs").isFalse();
  }

  @Test
  void shouldWakeAProcessAfterALookForWhatCameMeanwhile() {
    kernel.countDevices(1);
    kernel.add(process);
    assertThat(kernel.pollOrRest(cpu)).isSameAs(process);
    kernel.waits(process);
    kernel.whileAtRest(
        process,
        () -> {
          process.post(_ -> {}, WaitReason.MESSAGE, 0);
          assertThat(kernel.pollOrRest(cpu)).isNull();
        });
    assertThat(kernel.pollOrRest(cpu)).isSameAs(process);
  }

  /** While it lasts nobody can say that nothing is left to happen. */
  @Test
  void shouldFindAfterALookThatNothingIsLeft() throws Exception {
    kernel.add(process);
    assertThat(kernel.pollOrRest(cpu)).isSameAs(process);
    kernel.waits(process);
    Thread resting = Thread.ofPlatform().unstarted(() -> assertThat(kernel.next(cpu)).isNull());
    cpu.shareThread(resting);
    kernel.whileAtRest(
        process,
        () -> {
          resting.start();
          awaitState(resting, Thread.State.WAITING);
        });
    resting.join();
    assertThat(kernel.isOver()).isTrue();
  }
}
