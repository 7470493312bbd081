// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceAnswers;
import org.lokoscope.store.Unread;
import org.lokoscope.store.log.RecordingLock;

/**
 * A trace that is followed while it grows must say what one says that is opened when it has grown.
 * It used to be indexed from nothing each time.
 */
@Timeout(120)
final class FollowedTraceTest {

  private static final int FIBERS = 40;

  @TempDir Path folder;

  private long time;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldSayWhatAnIndexFromNothingSays(long seed) throws Exception {
    Random random = new Random(seed);
    Path directory = folder.resolve("trace");
    int cpus = 1 + random.nextInt(3);
    try (HandMadeTrace made = new HandMadeTrace(directory, cpus);
        RecordingLock lock = RecordingLock.take(directory)) {
      report(made, cpus, random, 200);
      try (Trace followed = Traces.open(directory, Progress.NONE)) {
        for (int round = 0; round < 5; round++) {
          for (int flush = 0; flush < 20; flush++) {
            report(made, cpus, random, random.nextInt(300));
            made.cpu(random.nextInt(cpus)).flush();
            followed.refresh(Progress.NONE);
          }
          for (int cpu = 0; cpu < cpus; cpu++) {
            made.cpu(cpu).flush();
          }
          awaitEverything(followed, true);
          assertThat(answers(followed)).isEqualTo(answersOfACopy(directory, round));
        }
      }
      assertThat(lock).isNotNull();
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("index"));
    }
  }

  /** An index that is made anew lies in another directory. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shouldNeverIndexAgainWhatItHasIndexed(int cpus) throws Exception {
    Random random = new Random(cpus);
    Path directory = folder.resolve("trace");
    Set<Path> indexes = new HashSet<>();
    try (HandMadeTrace made = new HandMadeTrace(directory, cpus);
        RecordingLock lock = RecordingLock.take(directory)) {
      report(made, cpus, random, 200);
      try (Trace followed = Traces.open(directory, Progress.NONE)) {
        for (int round = 0; round < 40; round++) {
          long before = followed.info().events();
          report(made, cpus, random, 500);
          for (int cpu = 0; cpu < cpus; cpu++) {
            made.cpu(cpu).flush();
          }
          awaitEverything(followed, round % 10 == 0);
          indexes.addAll(indexes(directory));
          assertThat(followed.info().events()).isGreaterThanOrEqualTo(before);
        }
        awaitEverything(followed, true);
        indexes.addAll(indexes(directory));
        assertThat(followed.info().events()).isEqualTo(200 + 40 * 500);
      }
      assertThat(lock).isNotNull();
    }
    assertThat(indexes).hasSize(1);
  }

  /** It used to fall ever further behind, so that one saw what was long over. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldLeaveOutWhatItCannotKeepUpWithAndReadItInTheEnd(long seed) throws Exception {
    Random random = new Random(seed);
    Path directory = folder.resolve("trace");
    long born = (1L << 32) + 1000;
    int cpus = 1 + (int) seed % 2;
    try (HandMadeTrace made = new HandMadeTrace(directory, cpus)) {
      RecordingLock lock = RecordingLock.take(directory);
      report(made, cpus, random, 500);
      flush(made, cpus);
      try (Trace followed = Traces.open(directory, Progress.NONE)) {
        report(made, cpus, random, 3000);
        flush(made, cpus);
        assertThat(followed.keepUp(1, Progress.NONE)).isTrue();
        assertThat(followed.unread()).as("not late for long").isEmpty();
        long before = followed.end();
        Thread.sleep(550);
        made.cpu(0).probe().fiberSpawned(time, born, 0, 1, 7);
        report(made, cpus, random, 5000);
        flush(made, cpus);
        assertThat(followed.keepUp(1, Progress.NONE)).isTrue();
        assertThat(followed.unread()).hasSize(1);
        Unread left = followed.unread().getFirst();
        assertThat(left.events()).isPositive();
        assertThat(left.from()).isEqualTo(before);
        assertThat(left.to()).isGreaterThan(before).isLessThan(time);
        assertThat(followed.end()).isGreaterThan(left.to());
        awaitEverything(followed, true);
        assertThat(followed.info().events() + left.events()).isEqualTo(500 + 3000 + 1 + 5000);
        assertThat(followed.lanes()).as("is born meanwhile").contains(LaneId.fiber(born));
        try (Trace whole = Traces.open(copy(directory, 0), Progress.NONE)) {
          assertThat(shownRightly(followed, whole, left)).isGreaterThan(FIBERS / 2);
        }
        lock.close();
        followed.refresh(Progress.NONE);
        assertThat(followed.unread()).isEmpty();
        assertThat(answers(followed)).isEqualTo(answersOfACopy(directory, 1));
      }
    }
  }

  /** How many fibers are known again at the end; what is said of them must be right. */
  private static int shownRightly(Trace followed, Trace whole, Unread left) {
    int known = 0;
    for (LaneId lane : whole.lanes()) {
      if (lane.kind() != LaneId.Kind.FIBER) {
        continue;
      }
      assertThat(followed.at(lane, (left.from() + left.to()) / 2).state())
          .isEqualTo(LaneState.ABSENT);
      for (long time = left.to(); time <= followed.end(); time += 50_000) {
        Interval seen = followed.at(lane, time);
        boolean sleeps = seen.state() == LaneState.SLEEPING || seen.state() == LaneState.OVERDUE;
        if (seen.state() != LaneState.ABSENT && !sleeps) {
          assertThat(seen.state()).isEqualTo(whole.at(lane, time).state());
          assertThat(seen.subject()).isEqualTo(whole.at(lane, time).subject());
        }
      }
      known += followed.at(lane, followed.end()).state() != LaneState.ABSENT ? 1 : 0;
    }
    return known;
  }

  private static void flush(HandMadeTrace made, int cpus) {
    for (int cpu = 0; cpu < cpus; cpu++) {
      made.cpu(cpu).flush();
    }
  }

  private static List<Path> indexes(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith("index")).toList();
    }
  }

  @Test
  void shouldKeepTheIndexOfATraceThatEndsWhileItIsFollowed() throws Exception {
    Path directory = folder.resolve("recorded");
    TraceRecorder recorder = TraceRecorder.create(directory, "p.sps", Map.of(), () -> time);
    Probe probe = recorder.probe(0);
    Random random = new Random(1);
    try (Trace followed = Traces.open(directory, Progress.NONE)) {
      for (int i = 0; i < 5000; i++) {
        event(probe, random);
      }
      recorder.close();
      assertThat(followed.refresh(Progress.NONE)).isTrue();
      assertThat(followed.info().finished()).isTrue();
      List<String> answers = TraceAnswers.of(followed);
      try (Trace kept =
          Traces.open(
              directory,
              (done, total, what) -> {
                throw new AssertionError("indexed again: " + what);
              })) {
        assertThat(TraceAnswers.of(kept)).isEqualTo(answers);
      }
      assertThat(answersOfACopy(directory, 0))
          .isEqualTo(answers.stream().filter(line -> !line.startsWith("illegal")).toList());
    }
  }

  private void report(HandMadeTrace made, int cpus, Random random, int count) {
    for (int i = 0; i < count; i++) {
      event(made.cpu(random.nextInt(cpus)).probe(), random);
    }
  }

  private void event(Probe probe, Random random) {
    time += random.nextInt(20) == 0 ? random.nextInt(20_000_000) : random.nextInt(3) * 100;
    long fiber = (1L << 32) + random.nextInt(FIBERS);
    long object = (1L << 32) + FIBERS + random.nextInt(4);
    int number = random.nextInt(50);
    switch (random.nextInt(10)) {
      case 0 -> probe.fiberSpawned(time, fiber, 0, 1, number);
      case 1 -> probe.fiberReady(time, fiber, (1L << 32) + random.nextInt(FIBERS), object);
      case 2 -> probe.fiberResumed(time, fiber);
      case 3 ->
          probe.continuationCaptured(
              time, time, fiber, random.nextInt(3), number, number * 5L, 3, 40, 2, 1, 1, number);
      case 4 -> probe.fiberSuspended(time, fiber, random.nextInt(6), object, number);
      case 5 -> probe.offerEnqueued(time, object, time, fiber, random.nextInt(2), number);
      case 6 -> probe.offerMatched(time, object, fiber, fiber + 1, number);
      case 7 -> probe.timerArmed(time, number, fiber, time, time + 1000, number, number);
      case 8 -> probe.timerFired(time, number, 1, number);
      default -> probe.named(time, fiber, number);
    }
  }

  /** What waits for events of other streams is taken when nothing has come for a while. */
  private static void awaitEverything(Trace followed, boolean patient) throws InterruptedException {
    if (!patient) {
      followed.refresh(Progress.NONE);
      return;
    }
    do {
      Thread.sleep(120);
    } while (followed.refresh(Progress.NONE));
  }

  private List<String> answersOfACopy(Path directory, int number) throws IOException {
    try (Trace trace = Traces.open(copy(directory, number), Progress.NONE)) {
      return answers(trace);
    }
  }

  private Path copy(Path directory, int number) throws IOException {
    Path copy = Files.createDirectory(folder.resolve("copy" + number));
    Path events = Files.createDirectory(copy.resolve("events"));
    Files.copy(directory.resolve("meta.json"), copy.resolve("meta.json"));
    try (Stream<Path> files = Files.list(directory.resolve("events"))) {
      for (Path file : files.toList()) {
        Files.copy(file, events.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  /** A trace whose recorder is gone knows less of what is legal. */
  private static List<String> answers(Trace trace) {
    return TraceAnswers.of(trace).stream().filter(line -> !line.startsWith("illegal")).toList();
  }
}
