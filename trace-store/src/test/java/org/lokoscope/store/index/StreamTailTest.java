// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.store.log.EventSet;

final class StreamTailTest {

  private final StreamTail tail = new StreamTail();

  private static ChunkRef chunk(int sequence, int count) {
    return new ChunkRef(0, 0, 100, 0, sequence, 0, 0, count, EventSet.NONE);
  }

  /** Used to fail where the first number was -1, as when one chunk had been removed. */
  @Test
  void shouldTakeChunksWithNumbersBelowZero() {
    tail.add(chunk(-1, 3));
    tail.add(chunk(0, 5));
    tail.add(chunk(1, 5));
    assertThat(tail.chunks()).extracting(ChunkRef::sequence).containsExactly(-1, 0, 1);
    assertThat(tail.hasGap()).isFalse();
  }

  @Test
  void shouldPreferTheLongerOfTwoCopies() {
    tail.add(chunk(0, 3));
    tail.add(chunk(0, 7));
    tail.add(chunk(0, 5));
    assertThat(tail.chunks()).extracting(ChunkRef::count).containsExactly(7);
    assertThat(tail.hasGap()).isFalse();
  }

  @Test
  void shouldNoticeThatAChunkIsMissing() {
    tail.add(chunk(0, 3));
    tail.add(chunk(2, 3));
    assertThat(tail.hasGap()).isTrue();
  }
}
