// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnLocaleTest {

  @Test
  void shouldShowTheLocaleThatTheLauncherReplaced() {
    assertThat(
            SystemWorld.withOwnLocale(
                Map.of("LC_ALL", "C.UTF-8", "LOKOSCOPE_LC_ALL", "C", "HOME", "/h")))
        .isEqualTo(Map.of("LC_ALL", "C", "HOME", "/h"));
  }

  @Test
  void shouldShowNoLocaleWhereNoneWasSet() {
    assertThat(SystemWorld.withOwnLocale(Map.of("LC_ALL", "C.UTF-8", "LOKOSCOPE_LC_ALL", "")))
        .isEmpty();
  }

  @Test
  void shouldLeaveAloneWhatTheLauncherDidNotChange() {
    assertThat(SystemWorld.withOwnLocale(Map.of("LC_ALL", "de_DE.UTF-8")))
        .isEqualTo(Map.of("LC_ALL", "de_DE.UTF-8"));
  }
}
