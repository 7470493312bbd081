// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MemoryWatchdogTest {

  private final FakeGauge heap = new FakeGauge();
  private final MemoryWatch watch = new MemoryWatch(heap);
  private final MemoryWatchdog dog = new MemoryWatchdog(watch);

  @Test
  void shouldGiveUpWhenCollectionsGoOnInVainAndNobodyAsks() {
    for (int i = 1; i < MemoryWatchdog.MAX_LOOKS; i++) {
      heap.collect(950);
      assertThat(dog.isLost()).isFalse();
    }
    heap.collect(950);
    assertThat(dog.isLost()).isTrue();
  }

  @Test
  void shouldLeaveItToSafePointsAsLongAsTheyCome() {
    for (int i = 0; i < 5 * MemoryWatchdog.MAX_LOOKS; i++) {
      heap.collect(950);
      watch.isShort();
      assertThat(dog.isLost()).isFalse();
    }
  }

  @Test
  void shouldNotMindAFullHeapThatNobodyAsksMoreOf() {
    heap.collect(950);
    for (int i = 0; i < 5 * MemoryWatchdog.MAX_LOOKS; i++) {
      assertThat(dog.isLost()).isFalse();
    }
  }

  @Test
  void shouldNotTakeGarbageForUse() {
    for (int i = 0; i < 5 * MemoryWatchdog.MAX_LOOKS; i++) {
      heap.collect(900);
      heap.used = 990;
      assertThat(dog.isLost()).isFalse();
    }
  }

  @Test
  void shouldBeginAnewAfterACollectionThatHelped() {
    for (int i = 1; i < MemoryWatchdog.MAX_LOOKS; i++) {
      heap.collect(950);
      assertThat(dog.isLost()).isFalse();
    }
    heap.collect(500);
    assertThat(dog.isLost()).isFalse();
    heap.collect(950);
    assertThat(dog.isLost()).isFalse();
  }
}
