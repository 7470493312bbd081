// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.views.FakeTrace;
import org.lokoscope.views.image.ImageSurface;
import org.lokoscope.views.layout.GraphTrack.Unit;
import org.lokoscope.views.query.LeakPage;
import org.lokoscope.views.query.LeaksData;

class LeaksPainterTest {

  private static final FakeTrace TRACE = new FakeTrace();

  /** Its stack was seen twice. */
  private static final class Grown extends FakeTrace {

    @Override
    public List<StackSnapshot> stacks(long fiber) {
      StackSnapshot last = super.stacks(fiber).getFirst();
      List<StackGroup> once =
          last.groups().stream().map(group -> new StackGroup(1, group.frames())).toList();
      return List.of(new StackSnapshot(0, fiber, 1, once.size(), once, 0, List.of()), last);
    }
  }

  /** Used to lead from one value to the next one in a slope, as if it had been measured. */
  @Test
  void shouldDrawANumberOverTimeInSteps() {
    List<double[]> corners = new ArrayList<>();
    RecordingSurface surface =
        new RecordingSurface() {
          @Override
          public void strokePath(
              double[] xs, double[] ys, int count, double thickness, int colour) {
            for (int i = 0; i < count; i++) {
              corners.add(new double[] {xs[i], ys[i]});
            }
          }
        };
    double[] words = {10, 40, 0};
    Series series =
        new Series(
            new SeriesId(SeriesId.Quantity.LIVE_WORDS, 0),
            new long[] {100, 500, 700},
            words,
            words,
            words);
    GrowthPainter.overTime(surface, series, Unit.WORDS, 1000, Theme.DARK.of(Tone.TOTAL), -1)
        .paint(new Rectangle(0, 0, 400, 200));
    assertThat(corners).hasSizeGreaterThan(5);
    for (int i = 1; i < corners.size(); i++) {
      boolean across = corners.get(i)[1] == corners.get(i - 1)[1];
      boolean upright = corners.get(i)[0] == corners.get(i - 1)[0];
      assertThat(across || upright).as("corner %d", i).isTrue();
    }
    assertThat(surface.texts()).contains("0 s", "500 ns", "1 µs");
  }

  @Test
  void shouldPaintBarsBehindATableThatLeavesRoomForThem() {
    TablePainter.Content content =
        new TablePainter.Content(
            "Fibers",
            List.of(new TablePainter.Column("Fiber", false)),
            List.of(List.of("one"), List.of("two")),
            TablePainter.Content.UNKNOWN,
            List.of(Map.of(LaneState.RUNNING, 1.0), Map.of(LaneState.READY, 0.5)),
            "Running, ready");
    RecordingSurface wide = new RecordingSurface();
    TablePainter.paint(wide, content, 800, 400);
    double running = wide.of(Theme.DARK.of(LaneState.RUNNING)).getFirst().width();
    double ready = wide.of(Theme.DARK.of(LaneState.READY)).getFirst().width();
    assertThat(ready).isEqualTo(running / 2);
    assertThat(wide.texts()).contains("Running, ready", "and more");
    RecordingSurface narrow = new RecordingSurface();
    TablePainter.paint(narrow, content, 150, 400);
    assertThat(narrow.texts()).doesNotContain("Running, ready");
  }

  private static Diagnosis leak() {
    Finding finding =
        new Finding(
            LeakClass.CONTINUATION_GROWTH,
            1,
            0.97,
            FakeTrace.LEAKING_FIBER,
            "worker",
            0,
            TRACE.site(FakeTrace.LEAK_SITE),
            Site.UNKNOWN,
            0,
            112,
            14,
            1,
            900,
            List.of(),
            List.of(),
            "",
            List.of(),
            "The loop in worker is not a tail call.",
            "Move the call out of guard.");
    return new Diagnosis(
        Diagnosis.Verdict.LEAK, List.of(finding), "One fiber leaks.", List.of(), List.of());
  }

  @Test
  void shouldNameThePlacesTheFiguresAndTheFix() {
    RecordingSurface surface = new RecordingSurface();
    LeaksPainter.paint(surface, LeaksData.of(TRACE, leak()), 1400, 860);
    assertThat(surface.texts())
        .contains("LEAK", "server.sps:12:9", "112 B", "97 %", "Fix")
        .anyMatch(text -> text.contains("Move the call"));
    assertThat(surface.clips).isZero();
  }

  @Test
  void shouldSayEachThingOnce() {
    RecordingSurface surface = new RecordingSurface();
    LeaksPainter.paint(surface, LeaksData.of(TRACE, leak()), 1400, 860);
    assertThat(surface.texts()).filteredOn("tail"::equals).hasSize(1);
    assertThat(surface.texts()).filteredOn("97 %"::equals).hasSize(1);
  }

  @Test
  void shouldSayWhatWasJudgedAndWhatNotWithoutAnyAlarmingColour() {
    RecordingSurface surface = new RecordingSurface();
    Diagnosis steady =
        new Diagnosis(
            Diagnosis.Verdict.STEADY,
            List.of(),
            "Nothing grows. Checked: much.",
            List.of(LeakClass.STALE_WAITERS),
            java.util.Map.of(LeakClass.BLOCKED_FOREVER, "the run was cut off"));
    LeaksPainter.paint(surface, LeaksData.of(TRACE, steady), 1400, 860);
    assertThat(surface.texts())
        .contains("STEADY", "Nothing grows.", "stale-waiters", "the run was cut off");
    assertThat(surface.of(Theme.DARK.of(Tone.LEAK))).isEmpty();
  }

  @Test
  void shouldShowInEachWidthAllThatIsKnown() {
    for (int width : new int[] {420, 900, 1300, 2300}) {
      RecordingSurface surface = new RecordingSurface();
      LeakPage page = LeakPage.of(new Grown(), leak().findings().getFirst());
      LeakPagePainter.Look look = new LeakPagePainter.Look(TRACE.end() / 2.0, false);
      LeakPagePainter.Layout layout =
          LeakPagePainter.paint(surface, page, look, 10, 20, width, 300);
      assertThat(surface.texts()).as("width %d", width).contains("Growth", "What it holds", "Fix");
      assertThat(surface.fills)
          .as("width %d", width)
          .allMatch(fill -> fill.x() >= 9 && fill.x() + fill.width() <= width + 11)
          .allMatch(fill -> fill.y() + fill.height() <= layout.height() + 21);
      assertThat(layout.spots().of(LeakPagePainter.SITE)).isNotEmpty();
      assertThat(LeakPagePainter.height(surface, page, look, width, 300))
          .isEqualTo(layout.height());
    }
  }

  /** What a user sees without reading: a red wedge that rises to the right. */
  @Test
  void shouldShowTheGrowthWithoutAWordBeingRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("leaks.png");
    try (ImageSurface surface = new ImageSurface(1400, 860)) {
      LeaksPainter.paint(surface, LeaksData.of(TRACE, leak()), 1400, 860);
      surface.writePng(file);
    }
    BufferedImage image = ImageIO.read(file.toFile());
    int early = reddish(image, 640);
    int late = reddish(image, 1300);
    assertThat(late).isGreaterThan(2 * early).isGreaterThan(150);
  }

  /** Reddish pixels of one column of the growth chart. */
  private static int reddish(BufferedImage image, int x) {
    int count = 0;
    for (int y = 100; y < 560; y++) {
      int rgb = image.getRGB(x, y);
      if (((rgb >> 16) & 0xff) > 2 * ((rgb >> 8) & 0xff) - 20 && ((rgb >> 16) & 0xff) > 70) {
        count++;
      }
    }
    return count;
  }
}
