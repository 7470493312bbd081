// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Before and after the fix, from the menu. */
class CompareJourneyTest extends Journey {

  private static final String LEAKING = program("(guard (e (#t #f)) (get-message in) (worker))");

  private static final String FIXED = program("(guard (e (#t #f)) (get-message in)) (worker)");

  private static String program(String body) {
    return """
    (import (rnrs) (loko system fibers))
    (define in (make-channel))
    (define (worker) %s)
    (spawn-fiber worker)
    (do ((i 0 (+ i 1))) ((= i 300)) (put-message in i))
    """
        .formatted(body);
  }

  private String words() {
    Node plot = find("#compare-plot");
    return Objects.requireNonNullElse(plot.getAccessibleText(), "");
  }

  private void compare(Path first, Path second) {
    show(second);
    show(first);
    clickOn("#menu");
    clickOn("#menu-compare");
    clickOn("#compare-with-" + second.getFileName().toString().replace('.', '-'));
    until(() -> exists("#compare-plot"));
  }

  @Test
  void shouldSayWhatTheFixChangedAndGoBackToTheTimeline() {
    compare(Recordings.of("before", LEAKING), Recordings.of("after", FIXED));
    assertThat(words()).containsPattern("Gone: continuation growth at before\\.sps:\\d+");
    assertThat(words())
        .containsPattern(
            "worker \\(before\\.sps:\\d+\\): held \\S+ words when last suspended, then");
    assertThat(words()).as("the rest is as it was").doesNotContain("in the first run only");
    robot.interact(() -> find("#compare-plot").requestFocus());
    robot.type(KeyCode.W).type(KeyCode.ESCAPE);
    until(() -> !exists("#compare-plot") && exists("#timeline"));
  }

  /** Steps: "Timelines", "Words by stack": 2. */
  @Test
  void shouldTellWhichStacksHoldLessAfterTheFix() {
    compare(Recordings.of("before", LEAKING), Recordings.of("after", FIXED));
    clickOn("#compare-view");
    clickOn("Words by stack");
    until(() -> words().startsWith("All stacks: "));
    assertThat(words()).containsPattern("^All stacks: \\S+ words, then \\S+ \\(\\S+ less\\)");
    assertThat(words()).containsPattern("\nworker before\\.sps:\\d+:\\d+: .* less\\)");
    shouldBe(find("#compare-fit").isDisabled(), "stacks have no time to fit");
    picture("compare-flame", "#compare-plot");
    clickOn("#compare-view");
    clickOn("Run time by stack");
    until(() -> words().startsWith("All stacks: 0 samples"));
    clickOn("#compare-view");
    clickOn("Timelines");
    until(() -> words().contains("Gone: continuation growth"));
    shouldBe(!find("#compare-fit").isDisabled(), "the time can be fitted again");
  }

  @Test
  void shouldFindNothingBetweenARunAndItself() {
    Path run = Recordings.of("before", LEAKING);
    compare(run, Recordings.of("after", FIXED));
    clickOn("#compare-leave");
    robot.interact(() -> window.compareWith(run));
    until(() -> exists("#compare-plot"));
    assertThat(words()).isEqualTo("The runs differ in nothing that is more than chance.");
  }
}
