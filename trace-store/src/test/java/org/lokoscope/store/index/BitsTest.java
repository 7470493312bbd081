// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers of each width come back, wherever the first of them begins. */
final class BitsTest {

  @Test
  void shouldReadManyNumbersOfOneWidthAtOnce() {
    Random random = new Random(1);
    for (int width = 0; width <= 64; width++) {
      for (int skipped = 0; skipped < 8; skipped++) {
        long[] numbers = new long[1 + random.nextInt(Part.MOST_ROWS)];
        Bits bits = new Bits();
        bits.put(-1, skipped);
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = width == 0 ? 0 : random.nextLong() >>> 64 - width;
          bits.put(numbers[i], width);
        }
        bits.put(-1, 64);
        bits.align();
        long[] read = new long[numbers.length];
        Bits.unpack(bits.array(), skipped, width, read, 0, read.length);
        assertThat(read).as("width %d behind %d bits", width, skipped).isEqualTo(numbers);
      }
    }
  }
}
