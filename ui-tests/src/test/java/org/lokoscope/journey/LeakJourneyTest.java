// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.Site;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.views.viewport.TimeRange;

/** Find the leak, its line and copy the fix. */
class LeakJourneyTest extends Journey {

  private Finding finding() {
    ListView<Finding> findings = find("#findings");
    return Objects.requireNonNull(findings.getSelectionModel().getSelectedItem());
  }

  private void openOnPage() {
    openLeaking();
    until(() -> exists("#leak-copy") && exists("#leak-growth"));
  }

  @Test
  void shouldShowThePageOfTheLargestLeakAtOnce() {
    openOnPage();
    assertThat(finding().site().position()).isEqualTo("leaking.sps:3:3");
    assertThat(finding().call().position()).isEqualTo("leaking.sps:6:9");
    Pane page = find("#leak-page");
    Node chart = find("#leak-growth");
    assertThat(page.getHeight()).isGreaterThan(300);
    assertThat(chart.getBoundsInParent().getMaxX()).isLessThanOrEqualTo(page.getWidth());
    assertThat(session().model().selection().get().fiber()).hasValue(finding().fiber());
  }

  @Test
  void shouldCopyAChangeThatPatchTakes() {
    openOnPage();
    robot.interact(() -> this.<Button>find("#leak-copy").fire());
    until(() -> text("#leak-copy").equals("Copied"));
    String[] copied = new String[1];
    robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
    assertThat(copied[0])
        .startsWith("--- ")
        .contains("\n@@ ")
        .contains("\n-        (worker requests)))))")
        .containsPattern("\\n\\+.*\\(if next \\(next\\) result\\)");
  }

  @Test
  void shouldGoToTheIterationThatLeftTheFrame() {
    openOnPage();
    assertThat(text("#leak-moment")).isEqualTo("Show the iteration that left this frame");
    robot.interact(() -> this.<Button>find("#leak-moment").fire());
    settle();
    TimeRange shown = session().model().window().get().range();
    long playhead = session().model().playback().time().get();
    assertThat(shown.length()).isLessThan(session().info().duration() / 4);
    assertThat(shown.contains(playhead)).isTrue();
    assertThat(session().model().selection().get().fiber()).hasValue(finding().fiber());
  }

  @Test
  void shouldLeadFromThePlacesToTheSource() {
    openOnPage();
    robot.interact(() -> this.<Hyperlink>find("#leak-call").fire());
    assertThat(session().place().get().map(Site::line)).hasValue(6);
    robot.interact(() -> this.<Hyperlink>find("#leak-site").fire());
    assertThat(session().place().get().map(Site::line)).hasValue(3);
  }

  @Test
  void shouldSayInALineWhatWasJudgedWhereNothingLeaks() {
    open(Recordings.steady());
    until(() -> text("#verdict").contains("stayed within bounds"));
    assertThat(text("#verdict")).contains("continuation-growth");
    assertThat(exists("#leak-page")).isFalse();
  }
}
