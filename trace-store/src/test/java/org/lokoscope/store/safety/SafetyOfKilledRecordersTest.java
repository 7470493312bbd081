// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Questions;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.verify.Verification;

/**
 * A recorder that is killed by {@code kill -9} at any moment leaves a trace that is incomplete, not
 * damaged, and holds all but what was reported in the last 50 ms.
 */
@Timeout(1800)
final class SafetyOfKilledRecordersTest {

  private static final int KILLS = Integer.getInteger("lokoscope.safety.kills", Tries.of(4, 200));
  private static final int SECOND_RECORDERS = Tries.of(1, 20);
  private static final long SMALL = 1 << 20;

  @TempDir Path folder;
  private final List<Long> lost = new ArrayList<>();
  private int early;

  @Test
  void shouldLoseNothingThatIsOlderThanTheUnflushedEnd() throws Exception {
    for (int i = 0; i < KILLS; i++) {
      try {
        kill(i);
      } catch (Exception | AssertionError e) {
        throw new AssertionError("kill " + i, e);
      }
      if (lost.stream()
          .skip(Math.max(0, lost.size() - Victim.CPUS))
          .anyMatch(SafetyOfKilledRecordersTest::isTooMuch)) {
        Tries.report("kill " + i + " lost more than it should");
      }
    }
    lost.sort(null);
    Tries.report(
        String.format(
            Locale.ROOT,
            "%d recorders killed, %d of them while they began; %d of %d streams lost more than"
                + " 50 ms, at most %.1f ms, half of them at most %.1f ms",
            KILLS,
            early,
            lost.stream().filter(SafetyOfKilledRecordersTest::isTooMuch).count(),
            lost.size(),
            lost.getLast() / 1e6,
            lost.get(lost.size() / 2) / 1e6));
    // A build may share its cores with others, so that the writer itself waits for longer.
    assertThat(lost).noneMatch(nanos -> Tries.FULL && isTooMuch(nanos));
  }

  private static boolean isTooMuch(long nanos) {
    return nanos > 50_000_000;
  }

  private void kill(int number) throws Exception {
    Random random = new Random(number);
    Path trace = folder.resolve("trace" + number);
    boolean replaces = random.nextInt(3) == 0;
    if (replaces) {
      SyntheticTrace.write(trace, 20, true);
    }
    Path told = Files.write(folder.resolve("told"), new byte[Victim.CPUS * Victim.STRIDE]);
    boolean limited = random.nextInt(4) == 0;
    Process victim = start(trace, told, number, limited ? SMALL : Long.MAX_VALUE);
    try (BufferedReader out = victim.inputReader()) {
      boolean begun = random.nextInt(5) > 0;
      if (begun) {
        assertThat(out.readLine()).isEqualTo("recording");
      }
      LockSupport.parkNanos(random.nextLong(begun ? 300_000_000 : 800_000_000));
      victim.destroyForcibly().waitFor();
      early += begun ? 0 : 1;
      if (begun || Files.exists(trace.resolve("meta.json"))) {
        look(trace, told, random);
      } else {
        assertThat(trace).satisfiesAnyOf(none -> assertThat(none).doesNotExist(), this::isNothing);
      }
      if (replaces || begun) {
        // Whatever was left of it, the next recording begins in its place.
        TraceRecorder.create(trace, "next.sps", Map.of()).close();
        assertThat(Questions.ask(trace, random).found().status())
            .isEqualTo(Verification.Status.INTACT);
      }
    }
  }

  private void isNothing(Path trace) {
    try {
      Traces.open(trace, Progress.NONE).close();
      throw new AssertionError("opened");
    } catch (TraceException refused) {
      assertThat(refused.getMessage()).doesNotContain("\n");
    }
  }

  private void look(Path trace, Path told, Random random) throws IOException {
    Questions.Answered answered = Questions.ask(trace, random);
    assertThat(answered.damagedChunks()).isZero();
    assertThat(answered.found().damagedPlaces()).as("%s", answered.found().lines()).isZero();
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      if (!opened.info().program().equals("victim.sps")) {
        assertThat(answered.found().status()).isEqualTo(Verification.Status.INTACT);
        return;
      }
      assertThat(answered.found().status())
          .as("%s", answered.found().lines())
          .isEqualTo(Verification.Status.INCOMPLETE);
      assertThat(opened.info().lostEvents()).isZero();
      ByteBuffer progress = ByteBuffer.wrap(Files.readAllBytes(told));
      progress.order(ByteOrder.nativeOrder());
      List<EventRow> marks = opened.events(0, Long.MAX_VALUE, Set.of("counted"), Integer.MAX_VALUE);
      for (int cpu = 0; cpu < Victim.CPUS; cpu++) {
        int here = cpu;
        lost.add(
            lost(
                marks.stream().filter(mark -> mark.cpu() == here).toList(),
                progress.getLong(cpu * Victim.STRIDE),
                progress.getLong(cpu * Victim.STRIDE + 8),
                progress.getLong(cpu * Victim.STRIDE + 16)));
      }
    }
  }

  /** Nanoseconds from the last event that is there to the last one that was reported. */
  private static long lost(List<EventRow> marks, long count, long time, long first) {
    for (int i = 1; i < marks.size(); i++) {
      assertThat(number(marks.get(i))).isEqualTo(number(marks.get(i - 1)) + 1);
    }
    if (marks.isEmpty()) {
      return count == 0 ? 0 : time - first;
    }
    EventRow last = marks.getLast();
    // It may have been killed between an event and what it says of it.
    assertThat(number(last)).isLessThanOrEqualTo(count);
    return number(last) >= count - 1 ? 0 : time - last.time();
  }

  private static long number(EventRow mark) {
    return mark.values().get(2).number();
  }

  @Test
  void shouldRefuseEverySecondRecorderAndDisturbNothing() throws Exception {
    for (int i = 0; i < SECOND_RECORDERS; i++) {
      Path trace = folder.resolve("twice" + i);
      Path told = Files.write(folder.resolve("told"), new byte[Victim.CPUS * Victim.STRIDE]);
      Process first = start(trace, told, i, Long.MAX_VALUE);
      try (BufferedReader out = first.inputReader()) {
        assertThat(out.readLine()).isEqualTo("recording");
        Process second = start(trace, told, i + 1, Long.MAX_VALUE);
        assertThat(second.waitFor()).isNotZero();
        assertThat(second.inputReader().readLine()).isNull();
        first.destroyForcibly().waitFor();
      }
      look(trace, told, new Random(i));
    }
    Tries.report(SECOND_RECORDERS + " second recorders refused");
  }

  private static Process start(Path trace, Path told, int seed, long maxBytes) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--"))
        .forEach(command::add);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Victim.class.getName()));
    command.addAll(Arrays.asList(trace.toString(), told.toString()));
    command.addAll(List.of(Integer.toString(seed), Long.toString(maxBytes)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
