// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FramesTest {

  @Test
  void shouldSayWhatRepeatsOnce() {
    assertThat(Frames.groups(new long[] {9, 1, 2, 1, 2, 1, 2, 7}))
        .containsExactly(1, 1, 9, 0, 3, 2, 1, 0, 2, 0, 1, 1, 7, 0);
  }

  @Test
  void shouldPreferTheTurnThatCoversMost() {
    assertThat(Frames.groups(new long[] {5, 5, 6, 5, 5, 6}))
        .containsExactly(2, 3, 5, 0, 5, 0, 6, 0);
    assertThat(Frames.groups(new long[] {4, 4, 4, 4})).containsExactly(4, 1, 4, 0);
    assertThat(Frames.groups(new long[0])).isEmpty();
  }

  @Test
  void shouldLeaveOutTheOutermostOfAStackThatIsTooLong() {
    long[] groups = Frames.groups(LongStream.range(0, 5000).toArray());
    assertThat(groups).hasSize(4000).startsWith(1, 1, 0, 0, 1, 1, 1, 0);
  }
}
