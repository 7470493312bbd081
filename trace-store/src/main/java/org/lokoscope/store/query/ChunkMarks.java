// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.BitSet;
import java.util.Collection;
import java.util.concurrent.CancellationException;
import java.util.zip.CRC32C;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.store.ChunkSpan;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * What each chunk of a trace holds: exactly which types of event, and, as a Bloom filter, which
 * fibers and objects. So a query for what is rare reads a few chunks. Takes 288 bytes a chunk, in
 * the file {@code marks} beside the index; made in one pass over the trace.
 */
final class ChunkMarks {

  private static final String FILE = "marks";
  private static final long MAGIC = 0x4C4F_4B4D_4152_4B31L;
  private static final int TYPE_WORDS = 4;
  private static final int BLOOM_WORDS = 32;
  private static final int WORDS = TYPE_WORDS + BLOOM_WORDS;

  /** Magic number, stamp and checksum. */
  private static final int HEAD = 3;

  private static final int[][] SUBJECTS = new int[256][0];

  static {
    for (EventType type : Schema.events()) {
      SUBJECTS[type.code()] =
          type.fields().stream()
              .filter(field -> field.kind() == Kind.FIBER || field.kind() == Kind.OBJECT)
              .mapToInt(field -> field.index())
              .toArray();
    }
  }

  private final long[] words;

  private ChunkMarks(long[] words) {
    this.words = words;
  }

  /** Reads the marks of a trace, or makes them. Where they cannot be written they are not kept. */
  static ChunkMarks open(Trace trace, Progress progress) {
    Path file = trace.info().directory().resolve("index").resolve(FILE);
    int size = Math.multiplyExact(trace.chunks().size(), WORDS);
    try {
      long[] words = read(file, size, stamp(trace));
      return new ChunkMarks(words);
    } catch (IOException | RuntimeException none) {
      ChunkMarks marks = build(trace, size, progress);
      marks.write(file, stamp(trace));
      return marks;
    }
  }

  private static ChunkMarks build(Trace trace, int size, Progress progress) {
    ChunkMarks marks = new ChunkMarks(new long[size]);
    long total = trace.info().events();
    EventWalk walk = trace.walk(Long.MIN_VALUE, _ -> true);
    for (long done = 0; walk.next(); done++) {
      if ((done & 0xFFFF) == 0 && !progress.at(done, total, "Marking the chunks")) {
        throw new CancellationException();
      }
      marks.add(walk);
    }
    return marks;
  }

  private void add(EventWalk event) {
    int base = event.chunk() * WORDS;
    int code = event.code();
    words[base + (code >>> 6)] |= 1L << code;
    for (int field : SUBJECTS[code]) {
      long subject = event.value(field);
      if (subject != 0) {
        long hash = hash(subject);
        words[base + TYPE_WORDS + (int) (hash & 31)] |= 1L << (hash >>> 5);
        words[base + TYPE_WORDS + (int) (hash >>> 11 & 31)] |= 1L << (hash >>> 16);
      }
    }
  }

  private static long hash(long subject) {
    long mixed = subject * 0x9E37_79B9_7F4A_7C15L;
    return (mixed ^ mixed >>> 29) * 0xBF58_476D_1CE4_E5B9L >>> 20;
  }

  boolean hasAnyType(int chunk, BitSet codes) {
    for (int code = codes.nextSetBit(0); code >= 0; code = codes.nextSetBit(code + 1)) {
      if ((words[chunk * WORDS + (code >>> 6)] & 1L << code) != 0) {
        return true;
      }
    }
    return false;
  }

  /** False if certainly none of them is named in the chunk. */
  boolean mayName(int chunk, Collection<Long> subjects) {
    for (long subject : subjects) {
      long hash = hash(subject);
      int base = chunk * WORDS + TYPE_WORDS;
      if ((words[base + (int) (hash & 31)] & 1L << (hash >>> 5)) != 0
          && (words[base + (int) (hash >>> 11 & 31)] & 1L << (hash >>> 16)) != 0) {
        return true;
      }
    }
    return false;
  }

  private static long stamp(Trace trace) {
    long stamp = trace.info().events();
    for (ChunkSpan chunk : trace.chunks()) {
      stamp = stamp * 31 + chunk.hashCode();
    }
    return stamp;
  }

  private static long[] read(Path file, int size, long stamp) throws IOException {
    if (Files.size(file) != 8L * (HEAD + size)) {
      throw new IOException(file + ": is of another trace");
    }
    LongBuffer longs = ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer();
    long[] words = new long[size];
    long magic = longs.get();
    long stamped = longs.get();
    long checksum = longs.get();
    longs.get(words);
    if (magic != MAGIC || stamped != stamp || checksum != checksum(words)) {
      throw new IOException(file + ": is out of date or damaged");
    }
    return words;
  }

  private void write(Path file, long stamp) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * (HEAD + words.length));
    bytes.asLongBuffer().put(MAGIC).put(stamp).put(checksum(words)).put(words);
    Path part = null;
    try {
      part = Files.createTempFile(file.getParent(), FILE + ".part-", "");
      Files.write(part, bytes.array());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException notKept) {
      if (part != null) {
        part.toFile().delete();
      }
    }
  }

  private static long checksum(long[] words) {
    CRC32C crc = new CRC32C();
    ByteBuffer eight = ByteBuffer.allocate(8);
    for (long word : words) {
      crc.update(eight.clear().putLong(word).flip());
    }
    return crc.getValue();
  }
}
