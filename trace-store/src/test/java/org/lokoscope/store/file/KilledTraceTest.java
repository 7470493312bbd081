// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;
import org.lokoscope.store.verify.Verification.Status;

/**
 * A recorder that is killed while it appends leaves a chunk that was begun. Such traces used to be
 * called damaged, some of seventy that were killed.
 */
final class KilledTraceTest {

  private static final int NOT_COMPLETE = 0x8000_0000;
  private static final int META = 0x4000_0000;
  private static final int LENGTH = 0x3FFF_FFFF;

  @TempDir Path folder;
  private Path trace;
  private Path file;
  private byte[] whole;
  private final List<Integer> chunks = new ArrayList<>();

  @BeforeEach
  void record() throws IOException {
    trace = folder.resolve("trace");
    SyntheticTrace.write(trace, 600, true);
    try (Stream<Path> files = Files.list(trace.resolve("events"))) {
      file = files.filter(name -> name.toString().endsWith(".cq4")).findFirst().orElseThrow();
    }
    whole = Files.readAllBytes(file);
    for (int at = 0; at + 4 <= whole.length && header(at) != 0; at = next(at)) {
      if ((header(at) & META) == 0) {
        chunks.add(at);
      }
    }
    assertThat(chunks).hasSizeGreaterThan(3);
  }

  private int header(int at) {
    return ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  private int next(int at) {
    return at + 4 + (header(at) & LENGTH) + 3 & ~3;
  }

  private void markUnfinished() throws IOException {
    Path meta = trace.resolve("meta.json");
    String text = Files.readString(meta);
    Files.writeString(meta, text.replace("\"finished\" : true", "\"finished\" : false"));
  }

  /** The file as it was when so much of the chunk there had been written. */
  private void killAt(int chunk, int written, int header) throws IOException {
    byte[] left = Arrays.copyOf(Arrays.copyOf(whole, chunk + 4 + written), whole.length + 4096);
    ByteBuffer.wrap(left).order(ByteOrder.LITTLE_ENDIAN).putInt(chunk, header);
    Files.write(file, left);
  }

  private void expect(Status status) {
    Verification found = TraceVerifier.verify(trace, Progress.NONE);
    assertThat(found.status()).as("%s", found.lines()).isEqualTo(status);
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.info().damage().isEmpty()).isEqualTo(status == Status.INCOMPLETE);
    }
  }

  @Test
  void shouldBeIncompleteWhereverItIsKilled() throws Exception {
    markUnfinished();
    for (int chunk : chunks) {
      int length = header(chunk) & LENGTH;
      for (int written : new int[] {0, 1, 4, 40, length / 2, length - 1, length}) {
        killAt(chunk, written, NOT_COMPLETE);
        expect(Status.INCOMPLETE);
        killAt(chunk, written, 0);
        expect(Status.INCOMPLETE);
      }
    }
  }

  @Test
  void shouldKeepAChunkOfWhichOnlyTheHeaderIsMissing() throws Exception {
    markUnfinished();
    int last = chunks.getLast();
    killAt(last, header(last) & LENGTH, 0);
    assertThat(TraceVerifier.verify(trace, Progress.NONE).chunks()).isEqualTo(chunks.size());
  }

  @Test
  void shouldBeDamagedWhenTheRecorderSaysThatItFinished() throws Exception {
    killAt(chunks.getLast(), 40, NOT_COMPLETE);
    expect(Status.DAMAGED);
  }

  @Test
  void shouldBeDamagedWhenMoreFollowsTheChunkThatWasBegun() throws Exception {
    markUnfinished();
    byte[] broken = whole.clone();
    int chunk = chunks.get(1);
    ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN).putInt(chunk, NOT_COMPLETE);
    broken[chunk + 60] ^= 1;
    Files.write(file, broken);
    expect(Status.DAMAGED);
  }

  @Test
  void shouldBeDamagedWhenAChecksumSaysSo() throws Exception {
    markUnfinished();
    int last = chunks.getLast();
    // Its last byte: on a busy machine the last chunk may be very short.
    whole[last + 3 + (header(last) & LENGTH)] ^= 1;
    Files.write(file, whole);
    expect(Status.DAMAGED);
  }

  @Test
  void shouldBeIncompleteWhenItIsKilledBeforeTheFirstChunk() throws Exception {
    markUnfinished();
    Files.write(file, new byte[4096]);
    expect(Status.INCOMPLETE);
    byte[] begun = new byte[4096];
    ByteBuffer.wrap(begun).order(ByteOrder.LITTLE_ENDIAN).putInt(0, NOT_COMPLETE | META);
    Files.write(file, begun);
    expect(Status.INCOMPLETE);
    Files.write(file, new byte[0]);
    expect(Status.INCOMPLETE);
    Files.delete(file);
    expect(Status.INCOMPLETE);
  }
}
