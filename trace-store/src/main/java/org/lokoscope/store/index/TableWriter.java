// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of a table as they come, gathers those of a segment, and has another thread sort,
 * encode and append them while the next ones come, which wait as soon as they are a segment, too.
 */
final class TableWriter implements Rows, AutoCloseable {

  /** So many passing segments become one. */
  private static final int TOGETHER = 8;

  private final Part part;
  private final FileChannel file;
  private final Arena arena;
  private final Encoding encoding;
  private RowBuffer rows;
  private @Nullable Future<?> busy;

  // Of the thread that encodes, until it is done.
  private final SegmentEncoder encoder;
  private final List<SegmentRef> segments = new ArrayList<>();

  /** What is known of the keys' rows in the segments, for all tables. */
  private final KeyIndexes known = new KeyIndexes();

  // Of rows that are not appended yet: what was encoded of them for a table as it was meanwhile.
  private final List<Passing> passing = new ArrayList<>();
  private final RowBuffer.Sorted passingSorted = new RowBuffer.Sorted();
  private final SegmentEncoder passingEncoder;
  private int[] last = new int[16];
  private int keys;
  private long size;

  private TableWriter(Part part, FileChannel file, Arena arena, Encoding encoding) {
    this.part = part;
    this.file = file;
    this.arena = arena;
    this.encoding = encoding;
    rows = empty();
    encoder = new SegmentEncoder(part);
    passingEncoder = new SegmentEncoder(part);
  }

  private RowBuffer empty() {
    return new RowBuffer(part.columns, part.segmentRows, encoding.room());
  }

  /**
   * A segment of rows that are still gathered.
   *
   * @param keys of which it has rows, ascending
   * @param end behind its last row, in the buffer
   * @param level how often its rows were put together with others
   */
  private record Passing(SegmentRef segment, int[] keys, int end, int level) {}

  /** Begins a table. */
  static TableWriter begin(Part part, Path directory, Arena arena, Encoding encoding)
      throws IOException {
    FileChannel file =
        FileChannel.open(
            directory.resolve(part.file()),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    return new TableWriter(part, file, arena, encoding);
  }

  /**
   * Goes on with a table; what is in its file behind the segments that are known is cut off.
   *
   * @param known says where the segments lie
   */
  static TableWriter resume(
      Part part, Path directory, Arena arena, Encoding encoding, DataInputStream known)
      throws IOException {
    Path path = directory.resolve(part.file());
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      MemorySegment bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
      Table table = TableFile.read(part, path, bytes, known);
      TableWriter writer = new TableWriter(part, file, arena, encoding);
      writer.segments.addAll(List.of(table.segments()));
      writer.keys = table.last().length;
      writer.last = Arrays.copyOf(table.last(), Math.max(16, writer.keys));
      writer.size = table.end();
      file.truncate(writer.size);
      return writer;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void add(int key, long time, long a, long b, long c, long d, long e, long f) {
    rows.add(key, time, a, b, c, d, e, f);
    if (rows.isFull()) {
      handOver();
    }
  }

  private void handOver() {
    await();
    RowBuffer full = rows;
    rows = empty();
    passing.clear();
    busy =
        encoding.thread.submit(
            () -> {
              append(full);
              encoding.giveBack(full.room());
            });
  }

  /** Has the rows that are gathered appended, however few they are. */
  void flush() {
    if (rows.size() > 0) {
      handOver();
    }
  }

  /** What has been appended; for the thread that encodes. */
  Table appended() {
    SegmentRef[] all = segments.toArray(SegmentRef[]::new);
    return new Table(part, all, Arrays.copyOf(last, keys), all.length, known);
  }

  private void await() {
    Future<?> running = busy;
    if (running == null) {
      return;
    }
    try {
      running.get();
      busy = null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException().initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void append(RowBuffer full) {
    RowBuffer.Sorted sorted = full.sort(encoding.sorted);
    int number = segments.size();
    SegmentEncoder.Encoded encoded = encoder.encode(sorted, key -> link(last, key, number));
    try {
      ByteBuffer bytes = ByteBuffer.wrap(encoded.bytes(), 0, encoded.size());
      long at = size;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      MemorySegment mapped = file.map(FileChannel.MapMode.READ_ONLY, size, encoded.size(), arena);
      segments.add(segment(sorted, encoded, mapped));
      size = at;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mark(sorted, number);
  }

  private SegmentRef segment(
      RowBuffer.Sorted rows, SegmentEncoder.Encoded encoded, MemorySegment bytes) {
    int checksum = SegmentRef.checksum(encoded.bytes(), encoded.size());
    return new SegmentRef(
        part, size, encoded.size(), rows.size, encoded.begin(), checksum, bytes, true);
  }

  private static int link(int[] last, int key, int number) {
    return key < last.length && last[key] > 0 ? number + 1 - last[key] : 0;
  }

  private void mark(RowBuffer.Sorted rows, int number) {
    int greatest = rows.keys[rows.size - 1];
    if (greatest >= last.length) {
      last = Arrays.copyOf(last, Math.max(greatest + 1, last.length * 2));
    }
    keys = Math.max(keys, greatest + 1);
    for (int i = 0; i < rows.size; i++) {
      last[rows.keys[i]] = number + 1;
    }
  }

  /** Appends what is left and gives the whole. */
  Table finish() {
    flush();
    await();
    return appended();
  }

  /**
   * The table as it is now: what has not been appended yet is encoded for such answers alone, and
   * will be appended later, with what comes behind it. What was encoded for the answer before
   * stays, so that this costs as much as has come since.
   */
  Table now() {
    await();
    encodePassing();
    int appended = segments.size();
    SegmentRef[] all = segments.toArray(new SegmentRef[appended + passing.size()]);
    int most =
        passing.stream().mapToInt(each -> each.keys[each.keys.length - 1] + 1).max().orElse(0);
    int[] lastNow = Arrays.copyOf(last, Math.max(keys, most));
    for (int i = 0; i < passing.size(); i++) {
      all[appended + i] = passing.get(i).segment;
      for (int key : passing.get(i).keys) {
        lastNow[key] = appended + i + 1;
      }
    }
    return new Table(part, all, lastNow, appended, known);
  }

  /**
   * Encodes the rows that no passing segment has. Those of several segments of a level become one
   * of the next level, so there are few segments, and no row is encoded often.
   */
  private void encodePassing() {
    int end = rows.size();
    int from = passing.isEmpty() ? 0 : passing.getLast().end;
    if (end == from) {
      return;
    }
    int level = 0;
    while (isFull(level)) {
      for (int i = 1; i < TOGETHER; i++) {
        from -= passing.removeLast().segment.rows;
      }
      level++;
    }
    RowBuffer.Sorted sorted = rows.sort(passingSorted, from);
    int number = segments.size() + passing.size();
    SegmentEncoder.Encoded encoded = passingEncoder.encode(sorted, key -> linkPassing(key, number));
    MemorySegment bytes = MemorySegment.ofArray(encoded.bytes());
    SegmentRef segment =
        new SegmentRef(part, size, encoded.size(), sorted.size, encoded.begin(), 0, bytes, true);
    passing.add(new Passing(segment, keysOf(sorted), end, level));
  }

  private static int[] keysOf(RowBuffer.Sorted rows) {
    int[] found = new int[rows.size];
    int count = 0;
    for (int i = 0; i < rows.size; i++) {
      if (i == 0 || rows.keys[i] != rows.keys[i - 1]) {
        found[count++] = rows.keys[i];
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Whether the last segments are of a level, and so many that one more makes one of the next. */
  private boolean isFull(int level) {
    int first = passing.size() - (TOGETHER - 1);
    return first >= 0 && passing.get(first).level == level && passing.getLast().level == level;
  }

  private int linkPassing(int key, int number) {
    for (int i = passing.size() - 1; i >= 0; i--) {
      if (Arrays.binarySearch(passing.get(i).keys, key) >= 0) {
        return number - segments.size() - i;
      }
    }
    return link(last, key, number);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
