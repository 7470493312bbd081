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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of a table as they come, gathers those of a segment, and has another thread sort,
 * encode and append them while the next ones come. There are two buffers: rows wait when both are
 * full.
 */
final class TableWriter implements Rows, AutoCloseable {

  private final Part part;
  private final FileChannel file;
  private final Arena arena;
  private final ExecutorService encoding;
  private RowBuffer rows;
  private RowBuffer spare;
  private @Nullable Future<?> busy;

  // Of the thread that encodes, until it is done.
  private final RowBuffer.Sorted spareSorted;
  private final SegmentEncoder encoder;
  private final List<SegmentRef> segments = new ArrayList<>();
  private int[] last = new int[16];
  private int keys;
  private long size;

  private TableWriter(Part part, FileChannel file, Arena arena, ExecutorService encoding) {
    this.part = part;
    this.file = file;
    this.arena = arena;
    this.encoding = encoding;
    rows = new RowBuffer(part.columns, part.segmentRows);
    spare = new RowBuffer(part.columns, part.segmentRows);
    encoder = new SegmentEncoder(part);
    spareSorted = new RowBuffer.Sorted(part.columns);
  }

  /** Begins a table. */
  static TableWriter begin(Part part, Path directory, Arena arena, ExecutorService encoding)
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
      Part part, Path directory, Arena arena, ExecutorService encoding, DataInputStream known)
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
    rows = spare;
    spare = full;
    busy =
        encoding.submit(
            () -> {
              append(full);
              full.clear();
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
    return new Table(part, segments.toArray(SegmentRef[]::new), Arrays.copyOf(last, keys));
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
    RowBuffer.Sorted sorted = full.sort(spareSorted);
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
   * The table as it is now: what has not been appended yet is encoded for this answer alone, and
   * will be appended later, with what comes behind it.
   */
  Table now() {
    await();
    SegmentRef[] all = segments.toArray(SegmentRef[]::new);
    if (rows.size() == 0) {
      return new Table(part, all, Arrays.copyOf(last, keys));
    }
    RowBuffer.Sorted sorted = rows.sort();
    int number = all.length;
    SegmentEncoder.Encoded encoded = encoder.encode(sorted, key -> link(last, key, number));
    int greatest = sorted.keys[sorted.size - 1];
    int[] lastNow = Arrays.copyOf(last, Math.max(keys, greatest + 1));
    for (int i = 0; i < sorted.size; i++) {
      lastNow[sorted.keys[i]] = number + 1;
    }
    all = Arrays.copyOf(all, number + 1);
    all[number] = segment(sorted, encoded, MemorySegment.ofArray(encoded.bytes()));
    return new Table(part, all, lastNow);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
