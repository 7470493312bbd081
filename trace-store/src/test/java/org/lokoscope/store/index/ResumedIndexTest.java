// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceAnswers;
import org.lokoscope.store.file.HandMadeTrace;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.RecordingLock;
import org.lokoscope.store.log.TraceFolder;

/**
 * An index whose making was stopped or killed, as often as it may have been, is in the end the one
 * that is made at once: the same bytes in all its files.
 */
@Timeout(300)
final class ResumedIndexTest {

  private static final int FIBERS = 300;
  private static final int EVENTS = 200_000;
  private static final String INDEXING = "Indexing the events";

  @TempDir Path folder;

  private long time;
  private long timers;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldGoOnWhereItWasStopped(long seed) throws Exception {
    Random random = new Random(seed);
    Path trace = folder.resolve("trace");
    record(trace, 1 + random.nextInt(3), random, EVENTS);
    Pace pace = new Pace(5_000 + random.nextInt(9_000), 0);
    Map<String, byte[]> whole = wholeIndex(trace, pace);
    List<Long> begins = new ArrayList<>();
    for (int tries = 0; !isIndexed(trace); tries++) {
      assertThat(tries).isLessThan(100);
      begins.add(indexUntil(trace, pace, random.nextInt(4)));
    }
    assertThat(begins).as("each goes on where the one before stood").isSorted();
    assertThat(begins.getLast()).isGreaterThan(EVENTS / 20);
    assertSame(trace, whole);
    assertThat(names(trace)).containsOnlyOnce("index").noneMatch(name -> name.contains(".part"));
  }

  /** A process of its own is killed by {@code kill -9} at random moments. */
  @Test
  void shouldGoOnWhereItWasKilled() throws Exception {
    Random random = new Random(7);
    Path trace = folder.resolve("trace");
    record(trace, 2, random, 3 * EVENTS);
    Pace pace = new Pace(20_000, 0);
    Map<String, byte[]> whole = wholeIndex(trace, pace);
    int killed = 0;
    boolean gained = false;
    while (!isIndexed(trace)) {
      assertThat(killed).isLessThan(40);
      Process victim = new ProcessBuilder(command(trace, pace)).redirectErrorStream(true).start();
      // It says where it begins as soon as it does.
      String begin = victim.inputReader().readLine();
      assertThat(begin).isNotNull().matches("[0-9]+");
      gained |= Long.parseLong(begin) > 0;
      if (!victim.waitFor(10 + random.nextInt(60 + 20 * killed), TimeUnit.MILLISECONDS)) {
        victim.destroyForcibly().waitFor();
        killed++;
      }
    }
    assertThat(killed).isPositive();
    assertThat(gained).as("some went on from a checkpoint").isTrue();
    assertSame(trace, whole);
  }

  private static List<String> command(Path trace, Pace pace) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ResumedIndexTest.class.getName());
    command.addAll(List.of(trace.toString(), Integer.toString(pace.events())));
    return command;
  }

  /** Indexes {@code TRACE} with checkpoints after so many events, and says from which one on. */
  public static void main(String[] arguments) {
    TraceFolder trace = TraceFolder.of(Path.of(arguments[0]));
    boolean[] said = new boolean[1];
    Progress progress =
        (done, total, what) -> {
          if (what.equals(INDEXING) && !said[0]) {
            said[0] = true;
            System.out.println(done);
          }
          return true;
        };
    try (ChunkLog log = ChunkLog.open(trace)) {
      Pace pace = new Pace(Integer.parseInt(arguments[1]), 0);
      TraceIndex.open(trace.directory(), log, progress, false, pace).close();
    }
  }

  /** What is left of other events, or says what cannot be, is of no use and does no harm. */
  @Test
  void shouldBeginAnewWhereWhatIsLeftIsOfOtherEvents() throws Exception {
    Path trace = folder.resolve("trace");
    Path other = folder.resolve("other");
    record(trace, 2, new Random(1), EVENTS);
    time = 0;
    record(other, 2, new Random(2), EVENTS);
    Pace pace = new Pace(3_001, 0);
    Map<String, byte[]> whole = wholeIndex(other, pace);
    indexUntil(trace, pace, 2);
    Path left = left(trace);
    Files.move(left, other.resolve(left.getFileName()));
    assertThat(indexUntil(other, pace, Integer.MAX_VALUE)).isZero();
    assertSame(other, whole);
  }

  @Test
  void shouldSurviveCheckpointsThatAreDamagedOrForged() throws Exception {
    Path trace = folder.resolve("trace");
    record(trace, 2, new Random(3), EVENTS / 2);
    Pace pace = new Pace(3_001, 0);
    Map<String, byte[]> whole = wholeIndex(trace, pace);
    indexUntil(trace, pace, 1);
    Path left = left(trace);
    Map<String, byte[]> kept = files(left);
    byte[] right = Files.readAllBytes(left.resolve(IndexCheckpoint.NAME));
    Random random = new Random(4);
    for (int round = 0; round < 16; round++) {
      byte[] forged = right.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        forged[random.nextInt(forged.length)] = (byte) random.nextInt(256);
      }
      boolean sealed = round % 2 == 0;
      if (sealed) {
        CRC32C crc = new CRC32C();
        crc.update(forged, 0, forged.length - Long.BYTES);
        ByteBuffer.wrap(forged).putLong(forged.length - Long.BYTES, crc.getValue());
      }
      IndexFiles.delete(trace.resolve("index"));
      Files.createDirectories(left);
      for (Map.Entry<String, byte[]> file : kept.entrySet()) {
        Files.write(left.resolve(file.getKey()), file.getValue());
      }
      Files.write(left.resolve(IndexCheckpoint.NAME), forged);
      indexUntil(trace, pace, Integer.MAX_VALUE);
      assertThat(isIndexed(trace)).isTrue();
      assertThat(left).doesNotExist();
      if (!sealed && !java.util.Arrays.equals(forged, right)) {
        assertSame(trace, whole);
      }
    }
  }

  /** Somebody follows a trace, closes it, and opens it again, before it is complete. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldGoOnWithATraceThatHasGrown(long seed) throws Exception {
    Random random = new Random(seed);
    Path trace = folder.resolve("trace");
    Pace pace = new Pace(2_000 + random.nextInt(3_000), 0);
    int cpus = 1 + random.nextInt(3);
    boolean gained = false;
    try (HandMadeTrace made = new HandMadeTrace(trace, cpus);
        RecordingLock lock = RecordingLock.take(trace)) {
      for (int opening = 0; opening < 8; opening++) {
        report(made, cpus, random, 8_000);
        LiveIndex left = LiveIndex.resume(trace, LiveIndex.LAG, pace);
        gained |= left != null;
        try (LiveIndex live = left != null ? left : LiveIndex.begin(trace, LiveIndex.LAG, pace)) {
          for (int round = 0; round < 3; round++) {
            report(made, cpus, random, random.nextInt(3_000));
            try (ChunkLog log = ChunkLog.open(TraceFolder.of(trace), live.ends())) {
              assertThat(live.extend(log, false, Progress.NONE))
                  .isNotEqualTo(LiveIndex.Change.TOO_LATE);
            }
          }
        }
        assertThat(names(trace).stream().filter(name -> name.startsWith("index")))
            .hasSizeLessThan(2);
      }
      assertThat(lock).isNotNull();
    }
    assertThat(gained).isTrue();
    Map<String, byte[]> whole = wholeIndex(trace, pace);
    assertThat(indexUntil(trace, pace, Integer.MAX_VALUE)).isPositive();
    assertSame(trace, whole);
  }

  /** Indexes a trace up to some reports of progress; says at which event it began. */
  private static long indexUntil(Path trace, Pace pace, int reports) {
    long[] begin = {-1, 0};
    Progress progress =
        (done, total, what) -> {
          if (what.equals(INDEXING)) {
            begin[0] = begin[0] < 0 ? done : begin[0];
            return begin[1]++ < reports;
          }
          return true;
        };
    try (ChunkLog log = ChunkLog.open(TraceFolder.of(trace))) {
      TraceIndex.open(trace, log, progress, false, pace).close();
    } catch (CancellationException stopped) {
      // As it was wanted.
    }
    return begin[0];
  }

  private static boolean isIndexed(Path trace) {
    return Files.exists(trace.resolve("index").resolve(CatalogFile.NAME));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Path left(Path trace) throws IOException {
    String name =
        names(trace).stream().filter(each -> each.contains("part-left-")).findFirst().orElseThrow();
    return trace.resolve(name);
  }

  private static Map<String, byte[]> files(Path directory) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : names(directory)) {
      files.put(name, Files.readAllBytes(directory.resolve(name)));
    }
    return files;
  }

  /** The files of an index that is made at once, of the same trace. */
  private static Map<String, byte[]> wholeIndex(Path trace, Pace pace) throws IOException {
    List<Path> aside = new ArrayList<>();
    for (String name : names(trace)) {
      if (name.startsWith("index")) {
        aside.add(Files.move(trace.resolve(name), trace.resolveSibling(name)));
      }
    }
    assertThat(indexUntil(trace, pace, Integer.MAX_VALUE)).isZero();
    Map<String, byte[]> files = files(trace.resolve("index"));
    IndexFiles.delete(trace.resolve("index"));
    for (Path each : aside) {
      Files.move(each, trace.resolve(each.getFileName()));
    }
    return files;
  }

  private static void assertSame(Path trace, Map<String, byte[]> whole) throws IOException {
    Map<String, byte[]> files = files(trace.resolve("index"));
    assertThat(files.keySet()).isEqualTo(whole.keySet());
    files.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(whole.get(name)));
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(TraceAnswers.of(opened)).isNotEmpty();
    }
  }

  private void record(Path directory, int cpus, Random random, int events) throws IOException {
    try (HandMadeTrace made = new HandMadeTrace(directory, cpus)) {
      report(made, cpus, random, events);
    }
  }

  private void report(HandMadeTrace made, int cpus, Random random, int events) {
    for (int i = 0; i < events; i++) {
      event(made.cpu(random.nextInt(cpus)).probe(), random);
    }
    for (int cpu = 0; cpu < cpus; cpu++) {
      made.cpu(cpu).flush();
    }
  }

  private void event(Probe probe, Random random) {
    time += random.nextInt(200) == 0 ? random.nextInt(40_000_000) : random.nextInt(3) * 100;
    long process = 1L + random.nextInt(3);
    long fiber = (process << 32) + random.nextInt(FIBERS);
    long object = (process << 32) + FIBERS + random.nextInt(40);
    int number = random.nextInt(50);
    switch (random.nextInt(21)) {
      case 0 -> probe.fiberSpawned(time, fiber, 0, process, number);
      case 1, 2 -> probe.fiberReady(time, fiber, (process << 32) + random.nextInt(FIBERS), object);
      case 3, 4 -> probe.fiberResumed(time, fiber);
      case 5, 6 ->
          probe.continuationCaptured(
              time,
              time,
              fiber,
              random.nextInt(3),
              number,
              number * 5L,
              3,
              number,
              2,
              1,
              1,
              number);
      case 7, 8 -> probe.fiberSuspended(time, fiber, random.nextInt(6), object, number);
      case 9 -> probe.offerEnqueued(time, object, time, fiber, random.nextInt(2), number);
      case 10 -> probe.offerMatched(time, object, fiber, fiber + 1, number);
      case 11 ->
          probe.timerArmed(
              time, ++timers, fiber, time, time + random.nextInt(90_000), number, number);
      case 12 -> probe.timerFired(time, 1 + random.nextLong(timers + 1), 1, number);
      case 13 -> probe.messageSent(time, process, 1 + random.nextInt(3), number, number);
      case 14 -> probe.messageReceived(time, process, number);
      case 15 -> probe.processWaiting(time, process, random.nextInt(3), time + 40_000);
      case 16 -> probe.processDispatched(time, process, random.nextInt(2));
      case 17 -> probe.processPreempted(time, process, number);
      case 18 -> probe.stackSnapshot(time, fiber, time, number, new long[] {number, 1, 2});
      case 19 -> probe.stringDefined(time, number, "text " + number);
      default -> probe.named(time, fiber, number);
    }
  }
}
