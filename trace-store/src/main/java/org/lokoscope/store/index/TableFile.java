// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Opens a table that was written before. Nothing of its rows is read. */
final class TableFile {

  private TableFile() {}

  static Table open(Part part, Path directory, Arena arena, DataInputStream catalog)
      throws IOException {
    Path file = directory.resolve(part.file());
    MemorySegment bytes;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
    Table table = read(part, file, bytes, catalog);
    if (table.end() != bytes.byteSize()) {
      throw new IOException(file + ": is not as long as it should be");
    }
    return table;
  }

  /**
   * Reads where the segments of a table lie.
   *
   * @param bytes of the file, which may go on behind the last of them
   */
  static Table read(Part part, Path file, MemorySegment bytes, DataInputStream catalog)
      throws IOException {
    List<SegmentRef> segments = new ArrayList<>();
    long end = 0;
    for (int i = Numbers.count(catalog); i > 0; i--) {
      long offset = Numbers.read(catalog);
      int length = Numbers.count(catalog);
      int rows = Numbers.count(catalog);
      long begin = Numbers.read(catalog);
      int checksum = catalog.readInt();
      if (offset != end || length > bytes.byteSize() - offset || rows == 0) {
        throw new IOException(file + ": is not as long as it should be");
      }
      segments.add(
          new SegmentRef(
              part, offset, length, rows, begin, checksum, bytes.asSlice(offset, length), false));
      end += length;
    }
    return new Table(part, segments.toArray(SegmentRef[]::new), last(catalog, segments.size()));
  }

  private static int[] last(DataInputStream catalog, int segments) throws IOException {
    int count = Numbers.count(catalog);
    int[] last = new int[16];
    long before = 0;
    for (int i = 0; i < count; i++) {
      before += Numbers.read(catalog);
      if (before < 0 || before > segments) {
        throw new IOException("a segment that does not exist");
      }
      if (i == last.length) {
        last = Arrays.copyOf(last, 2 * i);
      }
      last[i] = (int) before;
    }
    return Arrays.copyOf(last, count);
  }
}
