// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Segments of which some bytes are wrong though their checksums are right: reading them gives some
 * answer, or says that the index is damaged, and does nothing else.
 */
final class ForgedSegmentTest {

  private static final int ROUNDS = 2000;
  private static final int KEYS = 40;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Part.class)
  void shouldAnswerOrSayThatTheIndexIsDamaged(Part part) throws IOException {
    Random random = new Random(part.ordinal());
    ExecutorService encoding = Executors.newSingleThreadExecutor();
    int damaged = 0;
    try (Arena arena = Arena.ofShared();
        TableWriter writer = TableWriter.begin(part, folder, arena, new Encoding(encoding))) {
      for (int i = 0; i < 3000; i++) {
        int key = random.nextInt(1 + random.nextInt(KEYS));
        long word = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(9);
        writer.add(key, i * 100L + random.nextInt(50), i % 5, word, 7, word, i, -i);
      }
      Table table = writer.finish();
      SegmentRef whole = table.segment(0);
      byte[] bytes = Files.readAllBytes(folder.resolve(part.file()));
      for (int round = 0; round < ROUNDS; round++) {
        byte[] forged = bytes.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
          forged[random.nextInt(forged.length)] = (byte) random.nextInt(256);
        }
        SegmentRef segment =
            new SegmentRef(
                part,
                0,
                whole.length,
                whole.rows,
                whole.begin,
                0,
                MemorySegment.ofArray(forged),
                true);
        damaged += ask(new Table(part, new SegmentRef[] {segment}, table.last()), random) ? 1 : 0;
      }
    } finally {
      encoding.shutdownNow();
    }
    assertThat(damaged).isPositive();
  }

  private static boolean ask(Table table, Random random) {
    try {
      int key = random.nextInt(KEYS);
      try (KeyRows rows = table.rows(key)) {
        for (long row = 0; row < rows.size(); row += 1 + random.nextInt(9)) {
          rows.get(random.nextInt(table.part().columns), row);
        }
        rows.firstFrom(random.nextInt(300_000));
        for (int column = 1; column < table.part().columns; column++) {
          if (table.part().isRanged(column)) {
            rows.bounds(column, 0, rows.size(), new long[2]);
          }
        }
      }
      if (table.part().hasStates()) {
        try (IntervalSums walk = new IntervalSums(table, key)) {
          for (int time = 0; time < 300_000; time += 1 + random.nextInt(20_000)) {
            walk.unchanged(time);
            walk.advance(time);
          }
        }
      }
      return false;
    } catch (DamagedIndexException | IndexOutOfBoundsException damaged) {
      return true;
    }
  }
}
