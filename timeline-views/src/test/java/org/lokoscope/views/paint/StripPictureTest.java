// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Strip;
import org.lokoscope.views.query.Pixels;

class StripPictureTest {

  private static final int HEIGHT = 20;
  private static final int STATES = LaneState.values().length;

  private final byte[] dominant = new byte[1];
  private final byte[] share = new byte[1];
  private final byte[] parts = new byte[STATES];

  private Pixels picture() {
    Strip strip = new Strip(0, 100, dominant, share, new int[] {412}, parts);
    return StripPicture.of(strip, HEIGHT, Theme.DARK);
  }

  private void part(LaneState state, double part) {
    parts[state.ordinal()] = (byte) Math.round(255 * part);
    if (part > (share[0] & 0xff) / 255.0) {
      dominant[0] = (byte) state.ordinal();
      share[0] = (byte) Math.round(255 * part);
    }
  }

  private static long pixels(Pixels picture, LaneState state) {
    long found = 0;
    for (int argb : picture.argb()) {
      found += argb == Theme.DARK.of(state) ? 1 : 0;
    }
    return found;
  }

  /** Merged intervals used to be a paler bar of whatever was most of the time. */
  @Test
  void shouldGiveEachStateItsShareOfTheHeight() {
    part(LaneState.READY, 0.6);
    part(LaneState.RUNNING, 0.3);
    part(LaneState.BLOCKED_GET, 0.1);
    Pixels picture = picture();
    assertThat(pixels(picture, LaneState.READY)).isEqualTo(12);
    assertThat(pixels(picture, LaneState.RUNNING)).isEqualTo(6);
    assertThat(pixels(picture, LaneState.BLOCKED_GET)).isEqualTo(1);
    assertThat(picture.argb()[HEIGHT - 1]).as("foot").isEqualTo(Theme.DARK.of(LaneState.RUNNING));
  }

  @Test
  void shouldShowWhatRanHoweverShortItWas() {
    part(LaneState.SLEEPING, 0.99);
    part(LaneState.RUNNING, 0.008);
    assertThat(pixels(picture(), LaneState.RUNNING)).isEqualTo(1);
  }

  @Test
  void shouldDrawABucketOfOneStateAsAnInterval() {
    part(LaneState.BLOCKED_OTHER, 1);
    Pixels picture = picture();
    int drawn = 0;
    for (int argb : picture.argb()) {
      drawn += argb != 0 ? 1 : 0;
    }
    assertThat(drawn).isEqualTo((int) (HEIGHT * Palette.height(LaneState.BLOCKED_OTHER)));
  }

  @Test
  void shouldLeaveOutWhatIsNotAlive() {
    part(LaneState.ABSENT, 1);
    assertThat(picture().argb()).containsOnly(0);
  }
}
