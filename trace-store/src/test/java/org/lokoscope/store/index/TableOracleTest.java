// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rows over many segments; what a table says of them is compared with plain lists. */
final class TableOracleTest {

  private final Map<Integer, List<long[]>> lists = new TreeMap<>();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void shouldGiveBackEachRow(long seed) throws IOException {
    Random random = new Random(seed);
    Part part = Part.values()[(int) seed % Part.values().length];
    ExecutorService encoding = Executors.newSingleThreadExecutor();
    try (Arena arena = Arena.ofShared();
        TableWriter writer = TableWriter.begin(part, folder, arena, new Encoding(encoding))) {
      int keys = 1 + random.nextInt(random.nextBoolean() ? 5 : 3000);
      fill(writer, part, keys, random, part.segmentRows + part.segmentRows / 3);
      compare(writer.now(), random);
      compare(writer.now(), random);
      fill(writer, part, keys + 10, random, part.segmentRows);
      compare(writer.finish(), random);
      assertThat(Files.size(folder.resolve(part.file()))).isPositive();
    } finally {
      encoding.shutdownNow();
    }
  }

  private void fill(TableWriter writer, Part part, int keys, Random random, int count) {
    long time = lists.values().stream().mapToLong(rows -> rows.getLast()[0]).max().orElse(0);
    for (int i = 0; i < count; i++) {
      time += random.nextInt(50) == 0 ? random.nextLong(1L << random.nextInt(40)) : 3;
      int key = random.nextInt(1 + random.nextInt(keys));
      long[] row = new long[7];
      row[0] = time;
      for (int column = 1; column < part.columns; column++) {
        row[column] = value(random, column);
      }
      List<long[]> rows = lists.computeIfAbsent(key, _ -> new ArrayList<>());
      if (part.hasStates()) {
        row[1] = state(key, rows.size(), random);
      }
      rows.add(row);
      writer.add(key, row[0], row[1], row[2], row[3], row[4], row[5], row[6]);
    }
  }

  /** Of some keys in circles, of others mostly few, and of others any. */
  private static int state(int key, int row, Random random) {
    return switch (key % 4) {
      case 0 -> row % (2 + key % 11);
      case 1 -> random.nextInt(random.nextInt(500) == 0 ? IntervalSums.STATES : 3);
      case 2 -> random.nextInt(900) == 0 ? 0 : 5;
      default -> random.nextInt(IntervalSums.STATES);
    };
  }

  private static long value(Random random, int column) {
    return switch (random.nextInt(40)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
      default -> column % 3 == 0 ? 7 : random.nextInt(3) == 0 ? 0 : 100 + random.nextInt(9);
    };
  }

  private void compare(Table table, Random random) {
    assertThat(table.has(1_000_000)).isFalse();
    lists.forEach(
        (key, rows) -> {
          try (KeyRows read = table.rows(key)) {
            check(table.part(), rows, read, random);
          }
          if (table.part().hasStates()) {
            sums(table, key, rows, random);
          }
        });
  }

  private static void check(Part part, List<long[]> rows, KeyRows read, Random random) {
    assertThat(read.size()).isEqualTo(rows.size());
    for (int round = 0; round < 20; round++) {
      int row = random.nextInt(rows.size());
      for (int column = 0; column < part.columns; column++) {
        assertThat(read.get(column, row)).isEqualTo(rows.get(row)[column]);
      }
      long time = rows.get(row)[0] + random.nextInt(-1, 2);
      assertThat(read.firstFrom(time))
          .isEqualTo(rows.stream().takeWhile(each -> each[0] < time).count());
    }
    ranges(part, rows, read, random);
  }

  private static void ranges(Part part, List<long[]> rows, KeyRows read, Random random) {
    for (int column = 1; column < part.columns; column++) {
      if (part.isRanged(column)) {
        int index = column;
        int from = random.nextInt(rows.size());
        int to = from + 1 + random.nextInt(rows.size() - from);
        List<long[]> some = rows.subList(from, to);
        long[] bounds = new long[2];
        read.bounds(column, from, to, bounds);
        assertThat(bounds[0])
            .isEqualTo(some.stream().mapToLong(row -> row[index]).min().orElseThrow());
        assertThat(bounds[1])
            .isEqualTo(some.stream().mapToLong(row -> row[index]).max().orElseThrow());
      }
    }
  }

  /** In strides of some rows, of a block, and over many segments. */
  private static void sums(Table table, int key, List<long[]> rows, Random random) {
    long end = rows.getLast()[0];
    long begin = rows.getFirst()[0];
    long usual = (end - begin) / rows.size() + 1;
    for (long stride : new long[] {end / 5 + 2, 200 * usual, 30 * usual, 2 * usual}) {
      try (IntervalSums walk = new IntervalSums(table, key)) {
        walkAlong(walk, rows, random, stride == end / 5 + 2 ? 0 : random.nextLong(end), stride);
      }
    }
  }

  private static void walkAlong(
      IntervalSums walk, List<long[]> rows, Random random, long from, long stride) {
    long[] wanted = new long[IntervalSums.STATES];
    int passed = 0;
    long before = Long.MIN_VALUE;
    long time = from;
    for (int round = 0; round < 10; round++) {
      time += random.nextLong(stride);
      if (random.nextInt(4) == 0) {
        // Just when a row begins, or a nanosecond later.
        time = Math.max(time, rows.get(random.nextInt(rows.size()))[0] + random.nextInt(2));
      }
      long[] earlier = walk.sums().clone();
      if (random.nextInt(3) == 0) {
        int state = walk.unchanged(time);
        if (state >= 0 && passed > 0) {
          assertThat(state).isEqualTo((int) rows.get(passed - 1)[1]);
        }
      }
      walk.advance(time);
      for (; passed < rows.size() && rows.get(passed)[0] < time; passed++) {
        long[] row = rows.get(passed);
        if (passed > 0) {
          wanted[(int) rows.get(passed - 1)[1]] +=
              row[0] - Math.max(before, rows.get(passed - 1)[0]);
        }
        before = row[0];
      }
      if (passed > 0) {
        wanted[(int) rows.get(passed - 1)[1]] += time - before;
        before = time;
      }
      assertThat(walk.sums()).isEqualTo(wanted);
      assertThat(walk.count()).isEqualTo(passed);
      for (int state = 0; state < IntervalSums.STATES; state++) {
        if (walk.sums()[state] != earlier[state]) {
          assertThat(walk.states() >>> state & 1).isEqualTo(1);
        }
      }
    }
  }
}
