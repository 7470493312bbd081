package org.lokoscope.store.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Rows of numbers in a mapped file, those of one key side by side and in order of time.
 *
 * <pre>
 *  magic 8 | columns 8 | keys 8 | rows 8 | width of each column 8 | start of each key and end 8
 *  column 0: the time of each row | column 1 | ...    each begins at a multiple of 8
 * </pre>
 */
final class Table {

  private static final long MAGIC = 0x3130_6c62_6154_6f6bL;
  private static final int HEAD = 32;

  private final MemorySegment bytes;
  private final int keys;
  private final Column[] columns;

  private Table(MemorySegment bytes) {
    this.bytes = bytes;
    int count = (int) bytes.get(Column.LONG, 8);
    keys = (int) bytes.get(Column.LONG, 16);
    long rows = bytes.get(Column.LONG, 24);
    columns = new Column[count];
    long at = HEAD + 8L * count + 8L * (keys + 1L);
    for (int i = 0; i < count; i++) {
      int width = (int) bytes.get(Column.LONG, HEAD + 8L * i);
      columns[i] = new Column(bytes, at, width);
      at += roundUp(rows * width);
    }
  }

  private static long roundUp(long size) {
    return size + 7 & ~7L;
  }

  /** Makes a table of the right size, whose rows are then set by the second pass. */
  static Table create(Path file, Arena arena, long[] starts, int[] widths) throws IOException {
    long rows = starts[starts.length - 1];
    long size = HEAD + 8L * widths.length + 8L * starts.length;
    for (int width : widths) {
      size += roundUp(rows * width);
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
      bytes.set(Column.LONG, 0, MAGIC);
      bytes.set(Column.LONG, 8, widths.length);
      bytes.set(Column.LONG, 16, starts.length - 1L);
      bytes.set(Column.LONG, 24, rows);
      for (int i = 0; i < widths.length; i++) {
        bytes.set(Column.LONG, HEAD + 8L * i, widths[i]);
      }
      for (int i = 0; i < starts.length; i++) {
        bytes.set(Column.LONG, HEAD + 8L * widths.length + 8L * i, starts[i]);
      }
      return new Table(bytes);
    }
  }

  /** Maps a table that was written before; fails when it is not as long as it says. */
  static Table open(Path file, Arena arena, long checksum) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      if (bytes.byteSize() < HEAD || bytes.get(Column.LONG, 0) != MAGIC) {
        throw new IOException(file + ": not a table");
      }
      if (checksum(bytes) != checksum) {
        throw new IOException(file + ": is damaged");
      }
      return new Table(bytes);
    }
  }

  long checksum() {
    return checksum(bytes);
  }

  private static long checksum(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    long step = 1L << 30;
    for (long at = 0; at < bytes.byteSize(); at += step) {
      crc.update(bytes.asSlice(at, Math.min(step, bytes.byteSize() - at)).asByteBuffer());
    }
    return crc.getValue() ^ bytes.byteSize() << 32;
  }

  int keys() {
    return keys;
  }

  /** The first row of a key. */
  long start(int key) {
    return key >= keys ? rows() : bytes.get(Column.LONG, HEAD + 8L * columns.length + 8L * key);
  }

  /** The row behind the last one of a key. */
  long end(int key) {
    return start(key + 1);
  }

  long rows() {
    return bytes.get(Column.LONG, 24);
  }

  long time(long row) {
    return columns[0].get(row);
  }

  long get(int column, long row) {
    return columns[column].get(row);
  }

  void set(int column, long row, long value) {
    columns[column].set(row, value);
  }

  int columns() {
    return columns.length;
  }

  /** The first row of {@code key} whose time is at least {@code time}; {@code end} if none is. */
  long firstFrom(int key, long time) {
    long low = start(key);
    long high = end(key);
    while (low < high) {
      long middle = low + high >>> 1;
      if (time(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
