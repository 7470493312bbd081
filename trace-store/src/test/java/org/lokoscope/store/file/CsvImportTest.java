// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.export.CsvExport;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

final class CsvImportTest {

  @TempDir Path folder;

  private static String export(Path trace) throws IOException {
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      StringWriter out = new StringWriter();
      CsvExport.write(opened, out, Progress.NONE);
      return out.toString();
    }
  }

  private Path read(String csv) throws IOException {
    Path into = folder.resolve("imported");
    ByteArrayInputStream in = new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    CsvImport.read(in, "t.csv", into, Progress.NONE);
    return into;
  }

  @Test
  void shouldMakeTheSameTraceOfTheTableOfATrace() throws Exception {
    Path trace = folder.resolve("trace");
    SyntheticTrace.write(trace, 300, true);
    String csv = export(trace);
    Path copy = read(csv);
    assertThat(export(copy)).isEqualTo(csv);
    assertThat(TraceVerifier.verify(copy, Progress.NONE).status())
        .isEqualTo(Verification.Status.INTACT);
    try (Trace before = Traces.open(trace, Progress.NONE);
        Trace after = Traces.open(copy, Progress.NONE)) {
      assertThat(after.recordings()).isEqualTo(before.recordings());
      assertThat(after.fibers()).usingRecursiveComparison().isEqualTo(before.fibers());
      assertThat(after.stacks(SyntheticTrace.WORKER))
          .as("snapshots name their sites by numbers")
          .isEqualTo(before.stacks(SyntheticTrace.WORKER))
          .isNotEmpty();
    }
  }

  /** Strings and sites are defined before they are used, and once; all else is random. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldComeBackToTheSameTableOfRandomEvents(long seed) throws Exception {
    Path trace = folder.resolve("trace");
    Random random = new Random(seed);
    try (HandMadeTrace recorded = new HandMadeTrace(trace, 3)) {
      long time = 0;
      for (int i = 1; i <= 20; i++) {
        recorded.cpu(0).probe().stringDefined(time++, i, "text " + i + ",\"\n" + (char) ('a' + i));
      }
      for (int i = 1; i <= 20; i++) {
        recorded.cpu(0).probe().siteDefined(time++, i, 1 + i % 20, i, 2, i % 3, 0);
      }
      List<EventType> types =
          Schema.events().stream()
              .filter(type -> !type.definesFirstField() && !type.name().equals("eventsLost"))
              .toList();
      for (int i = 0; i < 3000; i++) {
        int cpu = random.nextInt(3);
        time += 1 + random.nextInt(1000);
        report(
            types.get(random.nextInt(types.size())), time, cpu, random, recorded.cpu(cpu).probe());
      }
    }
    String csv = export(trace);
    assertThat(export(read(csv))).isEqualTo(csv);
  }

  private static void report(EventType type, long time, int cpu, Random random, Probe probe)
      throws ReflectiveOperationException {
    Object[] arguments = new Object[type.fields().size()];
    for (EventField field : type.fields()) {
      long number = random.nextLong() >> random.nextInt(64);
      long value =
          switch (field.kind()) {
            case CPU -> cpu;
            case STRING, SITE -> random.nextInt(21);
            case CODE -> random.nextInt(field.codes().size() + 3);
            default -> number;
          };
      arguments[field.index()] =
          field.index() == 0
              ? (Object) time
              : field.kind() == Kind.TEXT
                  ? " a, \"b\"\r\n\u00e9 "
                  : field.kind() == Kind.SEQUENCE
                      ? random.longs(random.nextInt(9)).toArray()
                      : field.type() == int.class ? (Object) (int) value : (Object) value;
    }
    type.method().invoke(probe, arguments);
  }

  /** A table that another program has written need not number its strings and places. */
  @Test
  void shouldDefineWhatATableOnlyNames() throws Exception {
    Path trace =
        read(
            """
            time_ns,cpu,event,fiber,process,site,subject,name,reason
            10,0,fiberSpawned,4294967297,1,dir/a.py:7:1,,,
            10,0,named,,,,4294967297,worker,
            20,0,fiberResumed,4294967297,,,,,
            30,0,fiberSuspended,4294967297,,a.py:9:2,,,sleep
            """);
    assertThat(TraceVerifier.verify(trace, Progress.NONE).status())
        .isEqualTo(Verification.Status.INTACT);
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.fibers()).hasSize(1);
      assertThat(opened.fibers().getFirst().name()).isEqualTo("worker");
      assertThat(opened.fibers().getFirst().spawnSite().position()).isEqualTo("a.py:7:1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "time_ns,cpu,event#1,0,nonsense;t.csv, event 1: no such event: nonsense",
        "time_ns,cpu#1,0;t.csv, event 1: has no column \"event\"",
        "time_ns,cpu,event,fiber#1,0,fiberResumed,x;t.csv, event 1: fiber is not a number: x",
        "time_ns,cpu,event,fiber#5,0,fiberResumed,1#4,0,fiberResumed,1;"
            + "t.csv, event 2: its time is before that of the event before it on CPU 0",
        "time_ns,cpu,event,reason,fiber#5,0,fiberSuspended,lunch,1;"
            + "t.csv, event 1: reason is not a number: lunch"
      })
  void shouldSayInOneLineWhichRowIsNone(String csv, String message) {
    assertThatThrownBy(() -> read(csv.replace('#', '\n') + "\n"))
        .isInstanceOf(TraceException.class)
        .hasMessage(message);
    assertThat(folder.resolve("imported")).doesNotExist();
  }

  @Test
  void shouldKeepTheTraceThatWasThereWhenTheTableIsNone() throws Exception {
    Path trace = folder.resolve("imported");
    SyntheticTrace.write(trace, 20, true);
    String before = export(trace);
    assertThatThrownBy(() -> read("time_ns,event\n1,what\n")).isInstanceOf(TraceException.class);
    assertThat(export(trace)).isEqualTo(before);
  }
}
