// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.file.Traces;

/**
 * The reader of the index: a catalog, or a segment of one of its tables, of any bytes. The first
 * byte says which. A catalog that cannot be read is made anew, whatever it throws; but what an
 * opened index is asked is answered, or it says that the index is damaged.
 */
public final class IndexFuzz {

  private static final int ROWS = 3000;

  private static @Nullable Path indexed;

  private IndexFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    if (data.length < 4) {
      return;
    }
    int which = (data[0] & 0xFF) % (Part.values().length + 1);
    byte[] rest = Arrays.copyOfRange(data, 1, data.length);
    if (which == Part.values().length) {
      catalog(rest);
    } else {
      segment(Part.values()[which], rest);
    }
  }

  /** The index of a small trace, in a directory of its own. */
  private static synchronized Path indexed() throws IOException {
    Path known = indexed;
    if (known == null) {
      known = Files.createTempDirectory("lokoscope-fuzz").resolve("trace");
      SyntheticTrace.write(known, 20, true);
      Traces.open(known, Progress.NONE).close();
      indexed = known;
    }
    return known;
  }

  /** A seed: the catalog or a table's first segment, as it should be. */
  public static byte[] seed(int which) throws IOException {
    Path index = indexed().resolve(IndexFiles.DIRECTORY);
    boolean catalog = which == Part.values().length;
    byte[] bytes =
        Files.readAllBytes(index.resolve(catalog ? CatalogFile.NAME : Part.values()[which].file()));
    byte[] seed = new byte[bytes.length + 1];
    seed[0] = (byte) which;
    System.arraycopy(bytes, 0, seed, 1, bytes.length);
    return seed;
  }

  private static void catalog(byte[] bytes) throws IOException {
    Path index = indexed().resolve(IndexFiles.DIRECTORY);
    byte[] sealed = Arrays.copyOf(bytes, Math.max(bytes.length, 2 * Long.BYTES));
    CRC32C crc = new CRC32C();
    crc.update(sealed, 0, sealed.length - Long.BYTES);
    ByteBuffer.wrap(sealed)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(sealed.length - Long.BYTES, crc.getValue());
    Path file = Files.createTempFile(indexed().getParent(), "catalog", ".bin");
    try (Arena arena = Arena.ofShared()) {
      Files.write(file, sealed);
      Parts<Table> tables = new Parts<>();
      Catalog catalog;
      try {
        catalog =
            CatalogFile.read(
                file, (part, in) -> tables.put(part, TableFile.open(part, index, arena, in)));
      } catch (IOException | RuntimeException e) {
        return;
      }
      ask(new TraceIndex(indexed(), index, arena, catalog, tables));
    } finally {
      Files.delete(file);
    }
  }

  private static void ask(TraceIndex index) {
    answered(() -> each(index.entities().processes()));
    answered(() -> each(index.entities().objects()));
    answered(() -> each(index.entities().forms()));
    answered(index::eventsByType);
    answered(() -> index.measurements().hoggings());
    answered(() -> index.measurements().reachability());
    answered(
        () -> {
          for (FiberInfo fiber : index.entities().fibers()) {
            answered(() -> index.measurements().growth(fiber.id(), 10));
            answered(() -> index.measurements().stacks(fiber.id()));
            answered(() -> index.entities().nameOf(fiber.id()));
          }
        });
    answered(
        () -> {
          for (LaneId lane : index.timeline().lanes()) {
            answered(() -> index.timeline().strip(lane, 0, 1_000_000, 20));
            answered(() -> index.timeline().intervals(lane, 0, 1_000_000, 20));
            answered(() -> index.timeline().arrows(lane, 0, 1_000_000, 20));
            answered(() -> index.timeline().at(lane, 500_000));
          }
        });
    answered(
        () -> {
          for (SeriesId series : index.measurements().series()) {
            answered(() -> index.measurements().series(series, 0, Long.MAX_VALUE, 20));
          }
        });
  }

  /** Puts each element together. */
  private static void each(List<?> list) {
    for (int i = 0; i < list.size(); i++) {
      list.get(i);
    }
  }

  private static void segment(Part part, byte[] bytes) {
    int rows = Math.min(ROWS, (bytes.length / SegmentEncoder.ENTRY) * Part.MOST_ROWS);
    if (rows == 0) {
      return;
    }
    SegmentRef segment =
        new SegmentRef(part, 0, bytes.length, rows, 0, 0, MemorySegment.ofArray(bytes), true);
    int[] last = new int[64];
    Arrays.fill(last, 1);
    Table table = new Table(part, new SegmentRef[] {segment}, last);
    for (int key : new int[] {0, 1, 7, 13}) {
      answered(() -> rows(table, key));
      if (part.hasStates()) {
        answered(() -> sums(table, key));
      }
    }
  }

  private static void rows(Table table, int key) {
    try (KeyRows rows = table.rows(key)) {
      long size = Math.min(rows.size(), ROWS);
      for (long row = 0; row < size; row += 7) {
        for (int column = 0; column < table.part().columns; column++) {
          rows.get(column, row);
        }
      }
      rows.firstFrom(1000);
      for (int column = 1; column < table.part().columns; column++) {
        if (table.part().isRanged(column)) {
          rows.bounds(column, 0, rows.size(), new long[2]);
        }
      }
    }
  }

  private static void sums(Table table, int key) {
    try (IntervalSums walk = new IntervalSums(table, key)) {
      for (int time = 0; time < 300_000; time += 17_000) {
        walk.unchanged(time);
        walk.advance(time);
      }
    }
  }

  /** These two make the index anew, where a trace is asked. */
  private static void answered(Runnable question) {
    try {
      question.run();
    } catch (DamagedIndexException | IndexOutOfBoundsException damaged) {
      // Said.
    }
  }
}
