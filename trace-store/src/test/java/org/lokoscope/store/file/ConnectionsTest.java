// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.query.Causes;

/** Arrows from who wrote to a connection to who read at its other end. */
final class ConnectionsTest {

  private static final long CLIENT = 1L << 32 | 1;
  private static final long SERVER = 2L << 32 | 1;

  @TempDir private Path folder;
  private long strings;

  private long string(Probe probe, String text) {
    probe.stringDefined(0, ++strings, text);
    return strings;
  }

  private void made(Probe probe, long time, long port, String local, String remote) {
    probe.connectionMade(time, port, string(probe, local), string(probe, remote));
  }

  private static List<Arrow> arrows(Path directory, long fiber) {
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      return trace.arrows(LaneId.fiber(fiber), 0, Long.MAX_VALUE / 2, 1_000_000).stream()
          .filter(arrow -> arrow.kind() == Arrow.Kind.BYTES)
          .toList();
    }
  }

  private static Arrow arrow(long from, long sent, long to, long read, long port) {
    return new Arrow(Arrow.Kind.BYTES, LaneId.fiber(from), sent, LaneId.fiber(to), read, port);
  }

  /** Each read is led to from the write that brought the last of its bytes. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldLeadFromWriteToRead(long seed) throws IOException {
    Random random = new Random(seed);
    List<Arrow> expected = new ArrayList<>();
    record Write(long total, long time) {}
    try (HandMadeTrace trace = new HandMadeTrace(folder.resolve("t"), 1)) {
      Probe probe = trace.cpu(0).probe();
      made(probe, 1, CLIENT + 10, "a:1", "b:2");
      made(probe, 2, SERVER + 10, "b:2", "a:1");
      List<Write> writes = new ArrayList<>();
      long written = 0;
      long read = 0;
      for (long time = 10; time < 2000; time++) {
        if (random.nextBoolean()) {
          written += 1 + random.nextInt(100);
          writes.add(new Write(written, time));
          probe.bytesWritten(time, CLIENT, CLIENT + 10, written);
        } else if (read < written) {
          read += 1 + random.nextLong(written - read);
          probe.bytesRead(time, SERVER, SERVER + 10, read);
          long total = read;
          long sent =
              writes.stream().filter(w -> w.total() >= total).findFirst().orElseThrow().time();
          expected.add(arrow(CLIENT, sent, SERVER, time, SERVER + 10));
        }
      }
      trace.cpu(0).flush();
    }
    assertThat(expected).hasSizeGreaterThan(100);
    assertThat(arrows(folder.resolve("t"), SERVER)).isEqualTo(expected);
  }

  /** Bytes are often taken in when the poller says that there are any: for who waits. */
  @Test
  void shouldLeadToWhoWaitsToRead() throws IOException {
    try (HandMadeTrace trace = new HandMadeTrace(folder.resolve("t"), 1)) {
      Probe probe = trace.cpu(0).probe();
      made(probe, 1, SERVER + 10, "b:2", "a:1");
      made(probe, 2, CLIENT + 10, "a:1", "b:2");
      probe.ioWaiting(3, SERVER, SERVER + 10, SuspendReason.READABLE.ordinal());
      probe.bytesWritten(4, CLIENT, CLIENT + 10, 7);
      probe.bytesRead(5, 0, SERVER + 10, 7);
      trace.cpu(0).flush();
    }
    assertThat(arrows(folder.resolve("t"), CLIENT))
        .containsExactly(arrow(CLIENT, 4, SERVER, 5, SERVER + 10));
  }

  /** The clocks of two programs differ by a little, but not by a second. */
  @Test
  void shouldLeadToAReadThatSeemsToComeBeforeItsWrite() throws IOException {
    try (HandMadeTrace trace = new HandMadeTrace(folder.resolve("t"), 1)) {
      Probe probe = trace.cpu(0).probe();
      made(probe, 1, SERVER + 10, "b:2", "a:1");
      probe.bytesRead(2, SERVER, SERVER + 10, 3);
      made(probe, 3, CLIENT + 10, "a:1", "b:2");
      probe.bytesWritten(4, CLIENT, CLIENT + 10, 3);
      probe.bytesRead(5, SERVER, SERVER + 10, 6);
      probe.bytesWritten(1_000_000_000, CLIENT, CLIENT + 10, 6);
      trace.cpu(0).flush();
    }
    assertThat(arrows(folder.resolve("t"), SERVER))
        .containsExactly(arrow(CLIENT, 4, SERVER, 4, SERVER + 10));
  }

  /** Clients of a Unix domain socket have no names of their own. */
  @Test
  void shouldPairEndsOfOneAddressInTheirOrder() throws IOException {
    try (HandMadeTrace trace = new HandMadeTrace(folder.resolve("t"), 1)) {
      Probe probe = trace.cpu(0).probe();
      made(probe, 1, CLIENT + 10, "", "/s");
      made(probe, 2, CLIENT + 11, "", "/s");
      made(probe, 3, SERVER + 10, "/s", "");
      made(probe, 4, SERVER + 11, "/s", "");
      probe.bytesWritten(5, CLIENT + 1, CLIENT + 11, 3);
      probe.bytesRead(6, SERVER, SERVER + 10, 3);
      probe.bytesRead(7, SERVER + 1, SERVER + 11, 3);
      trace.cpu(0).flush();
    }
    assertThat(arrows(folder.resolve("t"), CLIENT + 1))
        .containsExactly(arrow(CLIENT + 1, 5, SERVER + 1, 7, SERVER + 11));
    assertThat(arrows(folder.resolve("t"), SERVER)).isEmpty();
  }

  /** Why a client is late is told by what the server did meanwhile. */
  @Test
  void shouldTellWhoWroteWhatAFiberWaitedFor() throws IOException {
    int waits = SuspendReason.READABLE.ordinal();
    try (HandMadeTrace trace = new HandMadeTrace(folder.resolve("t"), 1)) {
      Probe probe = trace.cpu(0).probe();
      made(probe, 1, SERVER + 10, "b:2", "a:1");
      made(probe, 2, CLIENT + 10, "a:1", "b:2");
      for (long fiber : new long[] {CLIENT, SERVER}) {
        probe.fiberSpawned(3, fiber, 0, fiber >>> 32, 0);
      }
      probe.fiberResumed(4, CLIENT);
      probe.ioWaiting(10, CLIENT, CLIENT + 10, waits);
      probe.fiberSuspended(10, CLIENT, waits, CLIENT + 10, 0);
      probe.fiberResumed(20, SERVER);
      probe.bytesWritten(60, SERVER, SERVER + 10, 4);
      probe.fiberEnded(61, SERVER, 0);
      probe.bytesRead(70, 0, CLIENT + 10, 4);
      probe.fiberReady(71, CLIENT, 0, CLIENT + 10);
      probe.fiberResumed(80, CLIENT);
      probe.fiberEnded(90, CLIENT, 0);
      trace.cpu(0).flush();
    }
    try (Trace trace = Traces.open(folder.resolve("t"), Progress.NONE)) {
      Causes.Step step = new Causes(trace).whyLate(CLIENT, 30, 5).getFirst();
      assertThat(step.end()).isEqualTo(Causes.End.WOKEN);
      assertThat(step.by()).isEqualTo(SERVER);
      assertThat(step.object()).isEqualTo(CLIENT + 10);
      assertThat(step.meanwhile()).containsEntry(LaneState.RUNNING, 41L);
    }
  }

  /** Two recordings, whose clocks begin half a second apart. */
  @Test
  void shouldLeadFromOneRecordingToAnother() throws IOException {
    Path client = folder.resolve("client");
    Path server = folder.resolve("server");
    long begin = System.nanoTime();
    record(client, "client.sps", begin, CLIENT, "a:1", "b:2");
    record(server, "server.sps", begin - 500_000_000, CLIENT, "b:2", "a:1");
    Path both = folder.resolve("both");
    ChunkDirectory.ofTraces(List.of(client, server), both, Progress.NONE);
    try (Trace trace = Traces.open(both, Progress.NONE)) {
      List<JoinedRun> runs = JoinedRun.of(trace.info().settings());
      assertThat(runs).extracting(JoinedRun::program).containsExactly("server.sps", "client.sps");
      assertThat(runs.get(0).cpus()).doesNotContainAnyElementsOf(runs.get(1).cpus());
      assertThat(trace.info().program()).isEqualTo("client.sps + server.sps");
      List<LaneId> fibers =
          trace.lanes().stream().filter(lane -> lane.kind() == LaneId.Kind.FIBER).toList();
      assertThat(fibers).hasSize(2);
      List<Arrow> arrows =
          trace.arrows(fibers.getFirst(), 0, Long.MAX_VALUE / 2, 10).stream()
              .filter(arrow -> arrow.kind() == Arrow.Kind.BYTES)
              .toList();
      assertThat(arrows).hasSize(1);
      Arrow only = arrows.getFirst();
      assertThat(only.from()).isNotEqualTo(only.to());
      // The client wrote 1 ms after its begin, the server read 502 ms after its own.
      assertThat(only.toTime() - only.fromTime()).isBetween(500_000L, 1_500_000L);
    }
    assertThatThrownBy(() -> ChunkDirectory.ofTraces(List.of(client, both), both, Progress.NONE))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("cannot be made of itself");
  }

  /** The client writes at 1 ms, the server reads at 502 ms. */
  private void record(
      Path into, String program, long began, long fiber, String local, String remote) {
    boolean writes = program.startsWith("client");
    try (TraceRecorder recorder =
        TraceRecorder.create(into, program, Map.of(), () -> System.nanoTime() - began)) {
      Probe probe = recorder.probe(0);
      long here = string(probe, local);
      long there = string(probe, remote);
      probe.processSpawned(1, 1, 0, here, 0);
      probe.fiberSpawned(1, fiber, 0, 1, 0);
      probe.connectionMade(2, fiber + 10, here, there);
      if (writes) {
        probe.bytesWritten(1_000_000, fiber, fiber + 10, 5);
      } else {
        probe.bytesRead(502_000_000, fiber, fiber + 10, 5);
      }
    }
  }
}
