// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlaybackTest {

  private final Playback playback = new Playback(2_000_000);

  @Test
  void shouldStandStillUntilItIsStarted() {
    playback.advance(5);
    assertThat(playback.time().get()).isZero();
  }

  @Test
  void shouldPlayTheWholeRunInTwentySeconds() {
    playback.toggle();
    playback.advance(10);
    assertThat(playback.time().get()).isEqualTo(1_000_000);
  }

  @Test
  void shouldNotLoseTimeToRoundingInSmallSteps() {
    playback.toggle();
    for (int i = 0; i < 14; i++) {
      playback.slower();
    }
    for (int i = 0; i < 4096; i++) {
      playback.advance(1.0 / 64);
    }
    assertThat(playback.time().get()).isEqualTo(1563);
  }

  @Test
  void shouldStopAtTheEndAndStartOverFromThere() {
    playback.toggle();
    playback.advance(100);
    assertThat(playback.time().get()).isEqualTo(2_000_000);
    assertThat(playback.playing().get()).isFalse();
    playback.toggle();
    assertThat(playback.time().get()).isZero();
    assertThat(playback.playing().get()).isTrue();
  }

  @Test
  void shouldNotLeaveTheRun() {
    playback.moveTo(-5);
    assertThat(playback.time().get()).isZero();
    playback.moveTo(1e12);
    assertThat(playback.time().get()).isEqualTo(2_000_000);
  }
}
