// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.lokoscope.store.LaneId;

class RowsTest {

  private static Rows stack(List<Integer> heights) {
    List<Row> rows = new ArrayList<>();
    double y = 0;
    for (int height : heights) {
      rows.add(new Row(LaneId.fiber(rows.size()), "", 0, y, height, 0, false));
      y += height;
    }
    return new Rows(rows);
  }

  @Property
  void shouldFindTheRowAtAPixelAsALinearSearchDoes(
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 30) Integer> heights,
      @ForAll @DoubleRange(min = -10, max = 900) double y) {
    Rows rows = stack(heights);
    assertThat(rows.at(y))
        .isEqualTo(rows.rows().stream().filter(r -> r.y() <= y && y < r.bottom()).findFirst());
  }

  @Property
  void shouldShowExactlyTheRowsThatOverlapThePane(
      @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 30) Integer> heights,
      @ForAll @DoubleRange(min = 0, max = 900) double top,
      @ForAll @DoubleRange(min = 0.1, max = 300) double height) {
    Rows rows = stack(heights);
    assertThat(rows.visible(top, top + height))
        .isEqualTo(
            rows.rows().stream().filter(r -> r.bottom() > top && r.y() < top + height).toList());
  }
}
