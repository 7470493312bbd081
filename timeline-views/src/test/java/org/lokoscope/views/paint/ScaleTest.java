// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.lokoscope.views.layout.GraphTrack.Unit;

class ScaleTest {

  @Property
  void shouldLabelCountsWithWholeNumbers(@ForAll @IntRange(max = 1_000_000) int most) {
    Scale scale = Scale.of(10, 90, most, Unit.COUNT);
    assertThat(scale.top()).isGreaterThanOrEqualTo(most);
    assertThat(scale.top() / 2).isEqualTo(Math.rint(scale.top() / 2));
  }
}
