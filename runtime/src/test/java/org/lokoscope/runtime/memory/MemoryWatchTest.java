// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MemoryWatchTest {

  private final FakeGauge heap = new FakeGauge();
  private final MemoryWatch watch = new MemoryWatch(heap);

  @Test
  void shouldSayOnceThatTwoCollectionsInARowLeftTooMuch() {
    heap.collect(950);
    assertThat(watch.isShort()).isFalse();
    heap.collect(960);
    assertThat(watch.isShort()).isTrue();
    assertThat(watch.isShort()).isFalse();
  }

  @Test
  void shouldNotTakeGarbageForUse() {
    heap.used = 999;
    assertThat(watch.isShort()).isFalse();
    for (int i = 0; i < 10; i++) {
      heap.collect(850);
      heap.used = 999;
      assertThat(watch.isShort()).isFalse();
    }
  }

  @Test
  void shouldForgetWhatAProcedureHeldOnlyForAWhile() {
    for (int i = 0; i < 10; i++) {
      heap.collect(950);
      assertThat(watch.isShort()).isFalse();
      heap.collect(400);
      assertThat(watch.isShort()).isFalse();
    }
  }

  @Test
  void shouldGiveUpHopeWhenNobodyLetsGo() {
    for (int i = 0; i < MemoryWatch.MAX_WARNINGS; i++) {
      shorten();
      assertThat(watch.isHopeless()).isFalse();
    }
    shorten();
    assertThat(watch.isHopeless()).isTrue();
    assertThat(watch.isShort()).as("each time that somebody asks").isTrue();
  }

  @Test
  void shouldHopeAgainWhenThereIsRoom() {
    for (int i = 0; i < 100; i++) {
      shorten();
      heap.collect(400);
      assertThat(watch.isShort()).isFalse();
    }
    assertThat(watch.isHopeless()).isFalse();
  }

  @Test
  void shouldNotTellAnybodyElseOfAnAllocationThatFailed() {
    heap.collect(950);
    assertThat(watch.isShort()).isFalse();
    heap.collect(950);
    watch.exhausted();
    assertThat(watch.isShort()).isFalse();
    heap.collect(950);
    assertThat(watch.isShort()).isFalse();
  }

  @Test
  void shouldCountFailedAllocationsOnlyWhereTheHeapIsFull() {
    heap.used = 100;
    for (int i = 0; i < 100; i++) {
      watch.exhausted();
    }
    assertThat(watch.isHopeless()).isFalse();
    heap.used = 950;
    for (int i = 0; i <= MemoryWatch.MAX_WARNINGS; i++) {
      watch.exhausted();
    }
    assertThat(watch.isHopeless()).isTrue();
  }

  private void shorten() {
    heap.collect(950);
    watch.isShort();
    heap.collect(950);
    assertThat(watch.isShort()).isTrue();
  }
}
