// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;

/** A recording that cannot begin used to delete the trace that was there, and stayed open. */
final class OldTraceTest {

  @TempDir Path folder;
  private Path trace;
  private long events;

  @BeforeEach
  void record() throws IOException {
    trace = folder.resolve("trace");
    SyntheticTrace.write(trace, 20, true);
    Files.writeString(trace.resolve("console.txt"), "old");
    events = eventsOfTrace();
  }

  private long eventsOfTrace() {
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.info().damage()).isEmpty();
      return opened.info().events();
    }
  }

  private static void failToBegin(Path directory) {
    assertThatThrownBy(
            () ->
                TraceRecorder.create(
                    directory,
                    "p.sps",
                    Map.of(),
                    () -> 0,
                    recorder -> {
                      throw new TraceException("console.txt: cannot be written");
                    }))
        .isInstanceOf(TraceException.class)
        .hasMessage("console.txt: cannot be written");
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("lokoscope-trace-writer"));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void shouldBeThereWhenTheNewOneCannotBegin() throws Exception {
    List<String> before = names(trace);
    failToBegin(trace);
    assertThat(names(trace)).isEqualTo(before);
    assertThat(trace.resolve("console.txt")).hasContent("old");
    assertThat(eventsOfTrace()).isEqualTo(events);
  }

  @Test
  void shouldLeaveNoFolderWhereNoneWas() {
    Path fresh = folder.resolve("fresh");
    failToBegin(fresh);
    assertThat(fresh).doesNotExist();
  }

  @Test
  void shouldBeGoneWhenTheNewOneHasBegun() throws Exception {
    TraceRecorder.create(trace, "p.sps", Map.of(), () -> 0).close();
    assertThat(names(trace)).containsExactly("events", "meta.json");
    assertThat(eventsOfTrace()).isLessThan(events);
  }

  @Test
  void shouldComeBackWhenTheOneThatReplacedItDied() throws Exception {
    // Whoever died holds no lock any more.
    OldTrace.putAside(trace).lock().close();
    Files.writeString(trace.resolve("meta.json"), "half");
    failToBegin(trace);
    assertThat(trace.resolve("console.txt")).hasContent("old");
    assertThat(eventsOfTrace()).isEqualTo(events);
  }

  @Test
  void shouldComeBackWhenOnlyAPartWasPutAside() throws Exception {
    Path aside = Files.createDirectory(trace.resolve("replaced"));
    Files.move(trace.resolve("meta.json"), aside.resolve("meta.json"));
    failToBegin(trace);
    assertThat(eventsOfTrace()).isEqualTo(events);
  }

  /** What a link pointed to used to be overwritten. */
  @Test
  void shouldBePutAsideWithItsLinksAndNotWithWhatTheyPointTo() throws Exception {
    Path outside = folder.resolve("outside.txt");
    Files.delete(trace.resolve("console.txt"));
    Files.createSymbolicLink(trace.resolve("console.txt"), outside);
    TraceRecorder.create(trace, "p.sps", Map.of(), () -> 0).close();
    assertThat(names(trace)).containsExactly("events", "meta.json");
    assertThat(outside).doesNotExist();
  }
}
