// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.runtime.world.World;

/** Looks at processes while they run. The limit of time is for what would hang. */
@Timeout(120)
final class LookTest {

  private static final int BUSY = 3;

  @TempDir private Path folder;

  private final CountDownLatch inside = new CountDownLatch(BUSY);
  private final CountDownLatch release = new CountDownLatch(1);

  /** A world that keeps who asks for a random number inside of a primitive procedure. */
  private World slow(World real) {
    return (World)
        Proxy.newProxyInstance(
            World.class.getClassLoader(),
            new Class<?>[] {World.class},
            (_, method, arguments) -> {
              if (method.getName().equals("nextRandom")) {
                inside.countDown();
                release.await();
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private ProgramRun busyRun() {
    ProcessProgram program =
        new ProcessProgram(folder, "busy", "(define (busy) (start-random-device 1000))");
    assertThat(program).isNotNull();
    World world =
        slow(
            new SystemWorld(
                java.io.InputStream.nullInputStream(),
                java.io.OutputStream.nullOutputStream(),
                java.io.OutputStream.nullOutputStream(),
                List.of("p.sps")));
    RunSettings settings =
        new RunSettings(FiberMode.CALLCC, BUSY + 1, OptionalLong.empty(), false, SafePoints.NORMAL);
    return new ProgramRun(settings, world, List.of(folder), _ -> Probe.NONE);
  }

  /** Each process that did not answer used to be waited for before the next one was asked. */
  @Test
  void shouldAskAllProcessesBeforeItWaitsForOne() throws Exception {
    ProgramRun run = busyRun();
    String text =
        "(import (rnrs) (lokoscope processes) (loko system fibers))"
            + "(spawn-process '(worker) 'busy)".repeat(BUSY)
            + "(sleep 1000)";
    CompletableFuture<Integer> status =
        onItsOwnThread(() -> run.execute(run.load(text, "p.sps"), "p.sps"));
    inside.await();
    CompletableFuture<String> dump = onItsOwnThread(run::dump);
    while (wanted(run) < BUSY) {
      if (dump.isDone()) {
        dump = onItsOwnThread(run::dump);
      }
      Thread.onSpinWait();
    }
    assertThat(dump.get()).contains("in the middle of a long primitive procedure");
    assertThat(wanted(run)).as("looks that were given up").isZero();
    run.stop();
    release.countDown();
    assertThat(status.get()).isEqualTo(ProgramRun.STOPPED);
  }

  /** The common pool may have one thread only. */
  private static <T> CompletableFuture<T> onItsOwnThread(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().daemon().start(task));
  }

  private static long wanted(ProgramRun run) {
    return run.kernel().processes().stream().filter(Process::isWantedByLook).count();
  }

  @Test
  void shouldHappenOnceWhoeverTries() {
    int[] looks = new int[1];
    Look look =
        new Look(
            new ProcessProgram(folder, "x", "(define x 1)").prepare().newProcess(0, "p"),
            () -> List.of("look " + ++looks[0]));
    look.run();
    look.run();
    assertThat(look.seen()).containsExactly("look 1");
  }

  @Test
  void shouldNotHappenWhenItWasGivenUp() {
    Look look =
        new Look(
            new ProcessProgram(folder, "x", "(define x 1)").prepare().newProcess(0, "p"),
            () -> List.of("too late"));
    assertThat(look.seen()).isNull();
    look.run();
    assertThat(look.seen()).isNull();
  }

  @Test
  void shouldNotLetAFaultOfALookReachTheProgram() {
    Look look =
        new Look(
            new ProcessProgram(folder, "x", "(define x 1)").prepare().newProcess(0, "p"),
            () -> {
              throw new IllegalStateException("fault");
            });
    look.run();
    assertThat(look.seen()).first().asString().contains("cannot be looked at").contains("fault");
  }
}
