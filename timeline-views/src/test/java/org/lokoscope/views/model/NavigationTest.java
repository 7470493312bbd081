// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lokoscope.views.viewport.Viewport;

class NavigationTest {

  private Navigation.Place here = place(0);
  private final Navigation navigation = new Navigation(() -> here, place -> here = place);

  private static Navigation.Place place(long playhead) {
    return new Navigation.Place(Viewport.fit(1000, 100), Selection.NONE, playhead, 0);
  }

  private void go(long playhead) {
    navigation.remember();
    here = place(playhead);
  }

  @Test
  void shouldGoBackAndForthThroughWhatWasLookedAt() {
    go(1);
    go(2);
    assertThat(navigation.back()).isTrue();
    assertThat(here).isEqualTo(place(1));
    assertThat(navigation.back()).isTrue();
    assertThat(here).isEqualTo(place(0));
    assertThat(navigation.back()).as("nothing before").isFalse();
    assertThat(navigation.forward()).isTrue();
    assertThat(navigation.forward()).isTrue();
    assertThat(here).isEqualTo(place(2));
    assertThat(navigation.forward()).as("nothing behind").isFalse();
  }

  @Test
  void shouldForgetWhatLayAheadWhenOneGoesElsewhere() {
    go(1);
    navigation.back();
    go(5);
    assertThat(navigation.forward()).isFalse();
    navigation.back();
    assertThat(here).isEqualTo(place(0));
  }

  @Test
  void shouldTakeStepsThatChangeNothingAsNone() {
    go(0);
    go(0);
    assertThat(navigation.back()).isFalse();
  }
}
