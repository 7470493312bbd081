// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lokoscope.views.viewport.TimeRange;

class PlaybackTest {

  /** What is left of the run, a quarter, takes the time of a whole one. */
  @Test
  void shouldPassOverWhatIsFolded() {
    playback.skip(List.of(new TimeRange(400_000, 1_900_000)));
    playback.toggle();
    playback.advance(15.9);
    assertThat(playback.time().get()).isBetween(390_000L, 400_000L);
    playback.advance(0.2);
    assertThat(playback.time().get()).isBetween(1_900_000L, 1_905_000L);
    playback.advance(4);
    assertThat(playback.time().get()).isEqualTo(2_000_000);
  }

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
