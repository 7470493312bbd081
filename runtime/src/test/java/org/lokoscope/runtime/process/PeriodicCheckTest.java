// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeriodicCheckTest {

  @Test
  void shouldTakeAtMostTwoHundredthsOfTheTime() {
    assertThat(PeriodicCheck.pause(1_000, 20, 0)).isEqualTo(1_000);
    assertThat(PeriodicCheck.pause(1_000, 21, 0)).isEqualTo(1_050);
  }

  @Test
  void shouldTakeAtMostFiveHundredthsOfAProcessorBesideTheProgram() {
    assertThat(PeriodicCheck.pause(1_000, 0, 50)).isEqualTo(1_000);
    assertThat(PeriodicCheck.pause(1_000, 20, 60)).isEqualTo(1_200);
  }
}
