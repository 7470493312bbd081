// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.ChunkSpan;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Questions;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.verify.Verification.Status;

/**
 * A trace of which files were changed, cut, removed, exchanged or come from somewhere else. Every
 * question is answered, or one line refuses the trace; what is damaged is counted, and everything
 * else is shown.
 */
@Timeout(3600)
final class SafetyOfFilesTest {

  private static final int FLIPS = Tries.of(30, 1000);
  private static final int CUTS = Tries.of(10, 200);
  private static final int EXCHANGES = Tries.of(8, 200);

  @TempDir Path folder;
  private Path whole;
  private Path other;
  private long events;
  private long mostInAChunk;

  /** What a try came to. */
  private enum Outcome {
    /** Nothing of what was recorded is missing. */
    HARMLESS,
    /** What is missing was counted. */
    COUNTED,
    /** One line says why it is not opened. */
    REFUSED
  }

  @BeforeEach
  void record() {
    whole = folder.resolve("whole");
    other = folder.resolve("other");
    SyntheticTrace.write(whole, 150, true);
    SyntheticTrace.write(other, 80, false);
    Traces.open(other, Progress.NONE).close();
    try (Trace trace = Traces.open(whole, Progress.NONE)) {
      events = trace.info().events();
      mostInAChunk = trace.chunks().stream().mapToLong(ChunkSpan::count).max().orElseThrow();
      assertThat(trace.chunks()).hasSizeGreaterThan(2);
    }
  }

  /** Changes a copy of a trace. */
  private interface Change {
    void make(Path trace, Random random) throws IOException;
  }

  private void tries(String what, int count, Change change) throws IOException {
    int[] outcomes = new int[Outcome.values().length];
    for (int i = 0; i < count; i++) {
      Random random = new Random(i);
      Path trace = copy(whole, folder.resolve("copy"));
      change.make(trace, random);
      try {
        outcomes[outcome(trace, random).ordinal()]++;
      } catch (Exception | Error e) {
        throw new AssertionError(what + ", try " + i, e);
      }
      delete(trace);
    }
    Tries.report(
        String.format(
            "%s: %d tries; %d harmless, %d counted, %d refused",
            what, count, outcomes[0], outcomes[1], outcomes[2]));
  }

  private Outcome outcome(Path trace, Random random) throws IOException {
    Questions.Answered answered;
    try {
      answered = Questions.ask(trace, random);
    } catch (TraceException refused) {
      assertThat(refused.getMessage()).startsWith(trace.toString()).doesNotContain("\n");
      return Outcome.REFUSED;
    }
    assertThat(answered.found().events()).isLessThanOrEqualTo(events);
    if (answered.found().status() == Status.INTACT) {
      assertThat(answered.events()).isEqualTo(events);
      assertThat(answered.found().events()).isEqualTo(events);
      return Outcome.HARMLESS;
    }
    if (answered.found().events() < events) {
      assertThat(answered.found().status()).isEqualTo(Status.DAMAGED);
      assertThat(answered.found().damagedPlaces()).isPositive();
    }
    return Outcome.COUNTED;
  }

  private Path any(Path trace, Random random) throws IOException {
    List<Path> files = files(trace);
    return files.get(random.nextInt(files.size()));
  }

  private static void flip(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
  }

  @Test
  void shouldLoseAtMostAChunkToAByteThatIsFlipped() throws Exception {
    tries(
        "a bit flipped in what was recorded",
        FLIPS,
        (trace, random) -> {
          flip(recorded(trace), random);
          assertThat(Questions.ask(trace, random).events())
              .isGreaterThanOrEqualTo(events - mostInAChunk);
        });
    tries("a bit flipped in any file", FLIPS, (trace, random) -> flip(any(trace, random), random));
  }

  /** As a disk does it: nothing says that the file has changed. */
  @Test
  void shouldAnswerWhenAByteChangesUnderAnIndex() throws Exception {
    tries(
        "a bit flipped that leaves the file's time",
        FLIPS,
        (trace, random) -> {
          Path file = any(trace, random);
          FileTime time = Files.getLastModifiedTime(file);
          flip(file, random);
          Files.setLastModifiedTime(file, time);
        });
  }

  @Test
  void shouldShowWhatIsLeftOfAFileThatWasCut() throws Exception {
    tries(
        "a file cut off",
        CUTS,
        (trace, random) -> {
          Path file = any(trace, random);
          byte[] bytes = Files.readAllBytes(file);
          Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        });
    tries("a file emptied", CUTS, (trace, random) -> Files.write(any(trace, random), new byte[0]));
  }

  @Test
  void shouldDoWithoutAFileThatIsMissing() throws Exception {
    tries("a file removed", CUTS, (trace, random) -> Files.delete(any(trace, random)));
    tries(
        "all files but one removed",
        CUTS,
        (trace, random) -> {
          Path kept = any(trace, random);
          for (Path file : files(trace)) {
            if (!file.equals(kept)) {
              Files.delete(file);
            }
          }
        });
  }

  @Test
  void shouldNotMistakeTheFilesOfAnotherTraceForItsOwn() throws Exception {
    tries(
        "a file of another trace",
        EXCHANGES,
        (trace, random) -> {
          Path theirs = any(other, random);
          Files.copy(
              theirs, trace.resolve(other.relativize(theirs)), StandardCopyOption.REPLACE_EXISTING);
        });
    tries(
        "two files exchanged",
        EXCHANGES,
        (trace, random) -> {
          Path one = any(trace, random);
          Path another = any(trace, random);
          byte[] bytes = Files.readAllBytes(one);
          Files.write(one, Files.readAllBytes(another));
          Files.write(another, bytes);
        });
    tries(
        "the events of another trace",
        1,
        (trace, _) -> {
          Files.delete(recorded(trace));
          Path theirs = recorded(other);
          Files.copy(theirs, trace.resolve("events").resolve(theirs.getFileName()));
          Questions.Answered answered = Questions.ask(trace, new Random(1));
          assertThat(answered.found().status()).isEqualTo(Status.DAMAGED);
          assertThat(answered.found().lines())
              .contains("events: are from another recording than meta.json describes");
        });
  }

  @Test
  void shouldReadAFileWithNonsenseInIt() throws Exception {
    tries(
        "a stretch overwritten",
        CUTS,
        (trace, random) -> {
          Path file = any(trace, random);
          byte[] bytes = Files.readAllBytes(file);
          int at = random.nextInt(bytes.length);
          int end = at + random.nextInt(bytes.length - at);
          for (int i = at; i <= end; i++) {
            bytes[i] = (byte) random.nextInt();
          }
          Files.write(file, bytes);
        });
  }

  @Test
  void shouldRefuseInOneLineWhatIsNoTrace() throws Exception {
    List<Change> changes = new ArrayList<>();
    changes.add((trace, _) -> delete(trace));
    changes.add(
        (trace, _) -> {
          delete(trace);
          Files.createDirectory(trace);
        });
    changes.add(
        (trace, _) -> {
          delete(trace);
          Files.writeString(trace, "a file");
        });
    changes.add(
        (trace, _) -> {
          delete(trace);
          Files.createDirectories(trace.resolve("src"));
          Files.writeString(trace.resolve("src").resolve("main.sps"), "(display 1)");
        });
    changes.add(
        (trace, _) -> {
          Path meta = trace.resolve("meta.json");
          String text = Files.readString(meta);
          Files.writeString(meta, text.replace("\"lokoscopeTrace\" : 1", "\"lokoscopeTrace\" : 2"));
        });
    for (Change change : changes) {
      Path trace = copy(whole, folder.resolve("none"));
      change.make(trace, new Random(1));
      assertThat(outcome(trace, new Random(1))).isEqualTo(Outcome.REFUSED);
      delete(trace);
    }
    Tries.report("no trace, or one of the future: " + changes.size() + " kinds refused");
  }

  private static Path recorded(Path trace) throws IOException {
    return files(trace).stream()
        .filter(file -> file.toString().endsWith(".cq4"))
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> files(Path trace) throws IOException {
    try (Stream<Path> files = Files.walk(trace)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toFile().length() > 0)
          .sorted()
          .toList();
    }
  }

  /** With the times of the files, so that the index stands. */
  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Path target = to.resolve(from.relativize(file));
              Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return to;
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
