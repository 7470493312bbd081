// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.Traces;

/** What is written is read back by another reader than the one that has written it. */
final class ParquetTest {

  @TempDir Path folder;

  private String export(Path directory, String name, int fibers) throws IOException {
    Path path = SmallTrace.write(folder.resolve(name), fibers);
    try (Trace trace = Traces.open(path, Progress.NONE)) {
      new DuckEngine().parquet(trace, directory, Progress.NONE);
      return DuckEngine.run(trace);
    }
  }

  private static List<List<Object>> rows(Path file, String... columns) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
        RowReader row = reader.rowReader()) {
      while (row.hasNext()) {
        row.next();
        List<Object> values = new ArrayList<>();
        for (String column : columns) {
          values.add(row.isNull(column) ? "null" : row.getValue(column));
        }
        rows.add(values);
      }
    }
    return rows;
  }

  @Test
  void shouldWriteFibersThatAnotherReaderReads() throws Exception {
    Path directory = folder.resolve("out");
    String run = export(directory, "a.trace", 30);
    Path file = directory.resolve("fibers").resolve("run=" + run).resolve("part-0.parquet");
    List<List<Object>> expected = new ArrayList<>();
    try (Trace trace = Traces.open(folder.resolve("a.trace"), Progress.NONE)) {
      for (FiberInfo fiber : trace.fibers()) {
        expected.add(
            List.of(
                fiber.id(), fiber.name(), "null", fiber.spawned(), "returned", fiber.lastWords()));
      }
    }
    assertThat(rows(file, "fiber", "name", "parent", "spawned_ns", "outcome", "words"))
        .isEqualTo(expected);
  }

  @Test
  void shouldWriteTheEventsOfEachTypeWithItsColumns() throws Exception {
    Path directory = folder.resolve("out");
    String run = export(directory, "a.trace", 30);
    Path file =
        directory.resolve("events/timerArmed").resolve("run=" + run).resolve("part-0.parquet");
    try (Trace trace = Traces.open(folder.resolve("a.trace"), Progress.NONE)) {
      List<List<Object>> expected = new ArrayList<>();
      for (EventRow event :
          trace.events(Long.MIN_VALUE, Long.MAX_VALUE, Set.of("timerArmed"), 1000)) {
        expected.add(
            List.of(event.time(), event.values().get(3).number(), event.values().get(5).text()));
      }
      assertThat(expected).hasSize(30);
      assertThat(rows(file, "time_ns", "expiry_ns", "site")).isEqualTo(expected);
      try (Stream<Path> types = Files.list(directory.resolve("events"))) {
        assertThat(types.map(path -> path.getFileName().toString()))
            .containsExactlyInAnyOrderElementsOf(trace.info().eventsByType().keySet());
      }
    }
  }

  @Test
  void shouldPutSeveralRunsIntoOneDirectoryAndReplaceOnlyItsOwn() throws Exception {
    Path directory = folder.resolve("out");
    String one = export(directory, "a.trace", 30);
    String two = export(directory, "b.trace", 20);
    try (Trace trace = Traces.open(folder.resolve("a.trace"), Progress.NONE)) {
      new DuckEngine().parquet(trace, directory, Progress.NONE);
    }
    Path fibers = directory.resolve("fibers");
    assertThat(rows(fibers.resolve("run=" + one).resolve("part-0.parquet"), "fiber")).hasSize(30);
    assertThat(rows(fibers.resolve("run=" + two).resolve("part-0.parquet"), "fiber")).hasSize(20);
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(path -> path.getFileName().toString().equals("part-0.parquet"));
    }
  }
}
