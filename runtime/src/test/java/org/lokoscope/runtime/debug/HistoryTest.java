// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * A line that lies before all that is kept was said not to be there ("There is nothing before.").
 */
final class HistoryTest {

  private static final int PLACES = 400;

  private final List<Place> lines = IntStream.range(0, 3).mapToObj(HistoryTest::line).toList();

  @Test
  void shouldFindTheSameLinesInWhatIsKeptAsIfAllWere() {
    int found = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      History all = new History(PLACES + 1);
      int most = 1 + random.nextInt(40);
      History last = new History(most);
      int changes = 1 + random.nextInt(30);
      Place line = lines.getFirst();
      for (int i = 0; i < PLACES; i++) {
        if (random.nextInt(changes) == 0) {
          line = lines.get(random.nextInt(lines.size()));
        }
        long fiber = random.nextInt(4) == 0 ? 2 : 1;
        Place passed = random.nextInt(9) == 0 ? null : line;
        all.pass(passed, fiber);
        last.pass(passed, fiber);
      }
      int truth = all.lineBefore(1, Set.of());
      int known = last.lineBefore(1, Set.of());
      assertThat(known).isIn(truth, History.FORGOTTEN);
      if (truth <= PLACES - most) {
        assertThat(known).isEqualTo(History.FORGOTTEN);
      }
      found += known == truth ? 1 : 0;
      int place = all.lastOf(1, PLACES + 1);
      assertThat(last.lastOf(1, PLACES + 1))
          .isEqualTo(place > PLACES - most ? place : History.FORGOTTEN);
    }
    assertThat(found).isGreaterThan(50);
  }

  @Test
  void shouldSayThatThereIsNothingOnlyIfAllIsKept() {
    History kept = new History(10);
    History cut = new History(9);
    for (int i = 0; i < 10; i++) {
      kept.pass(lines.getFirst(), 1);
      cut.pass(lines.getFirst(), 1);
    }
    assertThat(kept.lineBefore(1, Set.of())).isZero();
    assertThat(cut.lineBefore(1, Set.of())).isEqualTo(History.FORGOTTEN);
    assertThat(kept.lastOf(2, 11)).isZero();
    assertThat(cut.lastOf(2, 11)).isEqualTo(History.FORGOTTEN);
  }

  @SuppressWarnings("NullAway") // Only the line of the place is looked at.
  private static Place line(int number) {
    return new Place(
        null,
        new SourceSpan("p.sps", number + 1, 1, number + 1, 2),
        List.of(),
        null,
        false,
        null,
        null,
        false,
        0,
        _ -> {},
        null);
  }
}
