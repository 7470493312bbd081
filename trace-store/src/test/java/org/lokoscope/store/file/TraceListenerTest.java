// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;
import org.lokoscope.tracer.buffer.TraceWriter;
import org.lokoscope.tracer.codec.RunId;
import org.lokoscope.tracer.codec.StreamOrigin;

@Timeout(120)
final class TraceListenerTest {

  private static final long FIBER = (1L << 32) + 1;

  @TempDir Path folder;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private Path trace;
  private ServerSocketChannel server;
  private TraceListener listener;
  private Thread running;

  @BeforeEach
  void listen() throws IOException {
    trace = folder.resolve("joined");
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    listener = new TraceListener(server, "port", trace, said::add);
    running =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    listener.run();
                  } catch (IOException e) {
                    said.add("run: " + e);
                  }
                });
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    running.join();
  }

  private void finish() {
    listener.close();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.socket().getLocalPort());
  }

  private static StreamOrigin origin(long process, long monotonic, String host) {
    return new StreamOrigin(
        RunId.random(),
        process,
        1_000_000_000 + monotonic,
        monotonic,
        EnumSet.of(Capability.WAKES),
        host,
        "Mini",
        "1");
  }

  /** The stream of a program with one fiber that works so many times. */
  private static byte[] stream(StreamOrigin origin, String name, int rounds) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TraceWriter writer =
        new TraceWriter(
            (chunk, offset, length) -> bytes.write(chunk, offset, length),
            failure -> {},
            origin.run().tag())) {
      Probe probe = writer.probe(0);
      origin.announce(probe);
      probe.stringDefined(1, 1, name);
      probe.stringDefined(1, 2, name + ".py");
      probe.siteDefined(1, 1, 2, 7, 3, 0, 0);
      probe.processSpawned(2, 0, 0, 0, 0);
      probe.processSpawned(2, 1, 0, 1, 0);
      probe.fiberSpawned(3, FIBER, 0, 1, 1);
      probe.named(3, FIBER, 1);
      for (int i = 0; i < rounds; i++) {
        probe.fiberResumed(10 + 10L * i, FIBER);
        probe.stackSnapshot(12 + 10L * i, FIBER, FIBER + 1, 2, new long[] {2, 1, 1, 5});
        probe.fiberSuspended(15 + 10L * i, FIBER, 3, 0, 1);
        probe.fiberReady(18 + 10L * i, FIBER, 0, 0);
      }
    }
    return bytes.toByteArray();
  }

  private void send(byte[] bytes) throws IOException {
    try (Socket socket = connect();
        OutputStream out = socket.getOutputStream()) {
      out.write(bytes);
    }
  }

  /** Until the listener has read what was sent: its threads end with their connections. */
  private void awaitFibers(int count) throws Exception {
    for (int i = 0; i < 2000; i++) {
      try (Trace opened = Traces.open(trace, Progress.NONE)) {
        if (opened.fibers().size() >= count) {
          return;
        }
      } catch (TraceException notYet) {
        // Nothing has come.
      }
      Thread.sleep(20);
    }
    throw new AssertionError("never came: fibers=" + count);
  }

  @Test
  void shouldMakeOneTraceOfAHundredWritersAtOnce() throws Exception {
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      byte[] bytes = stream(origin(1000 + i, 5_000_000L + i * 1000L, "one"), "w" + i, 50);
      writers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      send(bytes);
                    } catch (IOException e) {
                      said.add("writer: " + e);
                    }
                  }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    awaitFibers(100);
    finish();
    assertThat(said).isEmpty();
    Verification found = TraceVerifier.verify(trace, Progress.NONE);
    assertThat(found.status()).as(found.lines().toString()).isEqualTo(Verification.Status.INTACT);
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      TreeSet<String> names = new TreeSet<>();
      for (FiberInfo fiber : opened.fibers()) {
        names.add(fiber.name());
        assertThat(fiber.resumes()).isEqualTo(50);
        assertThat(fiber.spawnSite().file()).isEqualTo(fiber.name() + ".py");
        assertThat(fiber.id() >>> 32).isEqualTo(fiber.process());
        assertThat(
                opened.stacks(fiber.id()).getFirst().groups().getFirst().frames().getFirst().site())
            .isEqualTo(fiber.spawnSite());
      }
      assertThat(names).hasSize(100);
      assertThat(opened.processes()).as("each with a scheduler").hasSize(200);
      assertThat(opened.recordings()).hasSize(100);
      assertThat(opened.recordings())
          .extracting(recording -> recording.origin().run())
          .containsOnly(opened.recordings().getFirst().origin().run());
      assertThat(opened.info().finished()).isTrue();
    }
  }

  @Test
  void shouldPutTheStreamsOfOneHostOnTheAxisOfItsMonotonicClock() throws Exception {
    send(stream(origin(1, 5_000, "one"), "early", 1));
    awaitFibers(1);
    send(stream(origin(2, 65_000, "one"), "late", 1));
    awaitFibers(2);
    finish();
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.fibers()).extracting(FiberInfo::name).containsExactly("early", "late");
      assertThat(opened.fibers()).extracting(FiberInfo::spawned).containsExactly(3L, 60_003L);
      assertThat(opened.recordings())
          .extracting(recording -> recording.origin().monotonic())
          .containsOnly(5_000L);
      assertThat(opened.recordings())
          .extracting(recording -> recording.origin().osProcess())
          .containsExactly(1L, 2L);
    }
  }

  @Test
  void shouldMarkTheTraceWhenAStreamBreaksOffAndLoseNothingOfTheOthers() throws Exception {
    byte[] whole = stream(origin(1, 5_000, "one"), "whole", 20);
    byte[] broken = stream(origin(2, 5_000, "one"), "broken", 20);
    send(Arrays.copyOf(broken, broken.length - 3));
    send(whole);
    awaitFibers(1);
    finish();
    assertThat(said).containsExactly("connection 1: breaks off inside a chunk");
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.info().incomplete()).isEqualTo("1 stream damaged or broken off");
      assertThat(opened.fibers())
          .filteredOn(fiber -> fiber.name().equals("whole"))
          .singleElement()
          .extracting(FiberInfo::resumes)
          .isEqualTo(20L);
    }
  }

  @Test
  void shouldSayInALineWhatIsNoChunkAndGoOn() throws Exception {
    byte[] garbage = new byte[100_000];
    new Random(4).nextBytes(garbage);
    send(garbage);
    byte[] good = stream(origin(1, 5_000, "one"), "good", 5);
    ByteArrayOutputStream mixed = new ByteArrayOutputStream();
    mixed.write(garbage, 0, 1000);
    mixed.writeBytes(good);
    send(mixed.toByteArray());
    byte[] future = good.clone();
    ByteBuffer header = ByteBuffer.wrap(future).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort(4, (short) 9);
    CRC32C crc = new CRC32C();
    crc.update(future, 0, 36);
    crc.update(future, 40, header.getInt(32));
    header.putInt(36, (int) crc.getValue());
    send(future);
    send(stream(origin(2, 5_000, "one"), "other", 5));
    awaitFibers(2);
    finish();
    assertThat(said)
        .containsExactlyInAnyOrder(
            "connection 1: no chunk at byte 0; what is none is passed over",
            "connection 2: no chunk at byte 0; what is none is passed over",
            "connection 3: a chunk has format version 9, this program reads 3");
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.fibers())
          .extracting(FiberInfo::name)
          .containsExactlyInAnyOrder("good", "other");
      assertThat(opened.fibers()).extracting(FiberInfo::resumes).containsOnly(5L);
      assertThat(opened.info().incomplete()).isEqualTo("3 streams damaged or broken off");
    }
  }

  @Test
  void shouldEndInOrderWhileWritersAreConnected() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(stream(origin(1, 5_000, "one"), "live", 5));
      socket.getOutputStream().flush();
      awaitFibers(1);
      try (Trace opened = Traces.open(trace, Progress.NONE)) {
        assertThat(opened.info().recording()).isTrue();
      }
      finish();
    }
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.info().finished()).isTrue();
      assertThat(opened.info().ended())
          .isEqualTo("the listening ended while 1 writer was connected");
      assertThat(opened.fibers()).hasSize(1);
    }
    assertThat(said).isEmpty();
  }

  @Test
  void shouldRefuseADirectoryThatIsBeingRecordedInto() {
    assertThatThrownBy(() -> SyntheticTrace.write(trace, 1, true))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("is being recorded into");
    finish();
  }

  /** Whatever is behind a right checksum: no number makes the listener fail. */
  @Test
  void shouldOutliveRandomEvents() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      send(RandomStream.of(seed));
    }
    send(stream(origin(9, 5_000, "one"), "good", 5));
    for (int i = 0; i < 2000 && !has("good"); i++) {
      Thread.sleep(20);
    }
    finish();
    assertThat(listener.failure()).isNull();
    assertThat(has("good")).isTrue();
  }

  private boolean has(String name) {
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      return opened.fibers().stream().anyMatch(fiber -> fiber.name().equals(name));
    } catch (TraceException notYet) {
      return false;
    }
  }
}
