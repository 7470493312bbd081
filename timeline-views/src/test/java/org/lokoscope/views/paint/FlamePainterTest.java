// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.stacks.StackQuery.Weight;
import org.lokoscope.store.stacks.StackTree;
import org.lokoscope.store.stacks.StackTree.Place;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.FakeTrace;
import org.lokoscope.views.layout.FlameStacks;
import org.lokoscope.views.paint.RecordingSurface.Fill;
import org.lokoscope.views.paint.RecordingSurface.Word;
import org.lokoscope.views.query.FlameData;
import org.lokoscope.views.query.FlameDifference;
import org.lokoscope.views.viewport.TimeRange;

class FlamePainterTest {

  private static final TimeRange RUN = new TimeRange(0, 2_000_001);

  private static RecordingSurface painted(FlameData data, double width, double height) {
    RecordingSurface surface = new RecordingSurface();
    FlamePainter.paint(surface, data, width, height);
    assertThat(surface.clips).isZero();
    return surface;
  }

  private static FlameData data(List<StackSnapshot> fibers) {
    StackTree root = StackTree.root();
    fibers.forEach(root::add);
    return new FlameData("dir/server.sps", RUN, true, 0, 0, root, Weight.WORDS);
  }

  @Test
  void shouldNamePlaceRepetitionAndWeightOfTheLeak() {
    RecordingSurface surface = painted(FlameData.of(new FakeTrace(), null), 1400, 800);
    FlameData data = FlameData.of(new FakeTrace(), null);
    long turns = new FakeTrace().stacks(FakeTrace.LEAKING_FIBER).getFirst().winders();
    assertThat(data.root().total()).isEqualTo(5 + 14 * turns + 40 + 4 * turns);
    assertThat(surface.texts())
        .anyMatch(
            text -> text.startsWith("worker  server.sps:12:9  × " + Figures.count(turns) + "   "))
        .anyMatch(text -> text.startsWith("winder worker  server.sps:12:9"))
        .anyMatch(text -> text.startsWith(Count.of(data.root().total(), "word") + " ("))
        .contains("0 words");
  }

  @Test
  void shouldSayWhichSnapshotsItShows() {
    StackTree root = StackTree.root();
    StackGroup group = FlameStacks.group(1, FlameStacks.frame(1, 5));
    root.add(FlameStacks.snapshot(0, 1, List.of(group), List.of()));
    root.add(FlameStacks.snapshot(0, 2, List.of(group), List.of()));
    FlameData data = new FlameData("dir/server.sps", RUN, true, 1, 3, root, Weight.WORDS);
    assertThat(FlameTexts.subtitle(data))
        .startsWith(
            "server.sps: the last stack snapshot of each of 2 fibers in the whole run (2 ms), "
                + "1 of which has ended by its end; 3 more fibers have none. Snapshots are taken");
    assertThat(painted(data, 1400, 800).texts())
        .anyMatch(text -> text.startsWith("p1  a.sps:1:3  in 2 fibers   10 words, 100 %"));
  }

  @Test
  void shouldSayWhyThereIsNothingToSee() {
    FlameData none = data(List.of());
    assertThat(painted(none, 1400, 800).texts())
        .contains("No stack was recorded in this trace: no fiber was ever suspended.");
    StackTree root = StackTree.root();
    StackGroup group = FlameStacks.group(1, FlameStacks.frame(1, 0));
    root.add(FlameStacks.snapshot(0, 1, List.of(group), List.of()));
    FlameData weightless = new FlameData("a.sps", RUN, true, 0, 0, root, Weight.WORDS);
    assertThat(painted(weightless, 1400, 800).texts())
        .as("it used to say that no fiber was ever suspended, as of virtual threads")
        .contains(
            "The stacks that were recorded tell no sizes: the runtime does not measure frames.");
    TimeRange range = new TimeRange(1_000_000, 3_000_000);
    FlameData early = new FlameData("a.sps", range, false, 0, 3, StackTree.root(), Weight.WORDS);
    assertThat(painted(early, 1400, 800).texts())
        .anyMatch(text -> text.startsWith("No stack was recorded from 1.000 ms to 3.000 ms."));
  }

  @Provide
  Arbitrary<List<StackSnapshot>> fibers() {
    return FlameStacks.snapshots().list().ofMinSize(1).ofMaxSize(20);
  }

  @Property(tries = 300)
  void shouldWriteLabelsWithinTheirBoxesAtEverySize(
      @ForAll("fibers") List<StackSnapshot> fibers,
      @ForAll @IntRange(min = 1, max = 1600) int width,
      @ForAll @IntRange(min = 1, max = 900) int height) {
    FlameData data = data(fibers);
    RecordingSurface surface = painted(data, width, height);
    List<Fill> boxes = surface.fills.stream().filter(fill -> fill.height() > 10).toList();
    boxes.forEach(
        box -> assertThat(box.x() + box.width()).isLessThanOrEqualTo(Math.max(15, width) + 1e-6));
    for (Word word : surface.words) {
      if (word.colour() == Palette.inkOn(0xffffffff) || word.colour() == Palette.inkOn(0)) {
        double right = word.x() + surface.textWidth(word.text(), TextStyle.NORMAL);
        assertThat(boxes)
            .as(word.text())
            .anyMatch(
                box ->
                    box.x() < word.x()
                        && right < box.x() + box.width()
                        && box.y() < word.y()
                        && word.y() < box.y() + box.height()
                        && box.colour() != Palette.BACKGROUND);
      }
    }
  }

  @Test
  void shouldSayWhatIsTooNarrowAndWhatDoesNotFit() {
    StackGroup[] groups = new StackGroup[60];
    for (int i = 0; i < 60; i++) {
      groups[i] = FlameStacks.group(1, FlameStacks.frame(1 + i % 2, 100));
    }
    StackGroup light = FlameStacks.group(1, FlameStacks.frame(3, 1));
    FlameData data =
        data(
            List.of(
                FlameStacks.snapshot(0, 1, List.of(groups), List.of()),
                FlameStacks.snapshot(0, 2, List.of(light), List.of())));
    RecordingSurface surface = painted(data, 800, 400);
    assertThat(surface.texts())
        .contains("Plain grey: 1 place too narrow to be seen, 1 word with what they have called.")
        .anyMatch(text -> text.matches("\\d+ deeper levels with .* words do not fit: .*"));
    assertThat(surface.of(Theme.DARK.of(Tone.BRICK))).hasSize(1);
  }

  @Test
  void shouldWriteReadablyOnEveryColour() {
    for (int line = 0; line < 300; line++) {
      for (boolean winder : new boolean[] {false, true}) {
        int colour = FlameColours.of(new Place(FlameStacks.site(line), winder), Theme.DARK);
        assertThat(contrast(colour)).as("line %d", line).isGreaterThan(4.5);
      }
    }
    assertThat(contrast(Theme.DARK.of(Tone.BRICK))).isGreaterThan(4.5);
    assertThat(contrast(Palette.GROUP)).isGreaterThan(4.5);
  }

  /** Of a colour and the ink on it, as WCAG 2 has it. */
  private static double contrast(int colour) {
    double one = light(colour);
    double other = light(Palette.inkOn(colour));
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  private static double light(int argb) {
    return 0.2126 * linear(argb >> 16) + 0.7152 * linear(argb >> 8) + 0.0722 * linear(argb);
  }

  private static double linear(int channel) {
    double part = (channel & 0xff) / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  @Test
  void shouldPaintWhatIsMoreOrangeWhatIsLessBlueAndWhatIsAlikeGrey() {
    StackSnapshot less = one(1, 80);
    FlameData before = data(List.of(less, one(2, 40)));
    FlameData after = data(List.of(one(2, 40), one(3, 80)));
    RecordingSurface surface = new RecordingSurface();
    FlamePainter.paint(surface, FlameDifference.of(before, after), 1400, 800);
    assertThat(surface.of(FlameColours.LESS)).hasSize(1);
    assertThat(surface.of(FlameColours.MORE)).hasSize(1);
    assertThat(surface.of(FlameColours.ALIKE)).hasSize(1);
    assertThat(surface.texts())
        .contains("p3  a.sps:3:3   0 words, then 80 (80 more)")
        .contains("p2  a.sps:2:3   40 words, then 40 (alike)")
        .anyMatch(text -> text.startsWith("Orange: more in the second run."));
    for (double leaning = -1; leaning <= 1; leaning += 0.125) {
      assertThat(contrast(FlameColours.of(leaning))).isGreaterThan(4.5);
    }
  }

  private static StackSnapshot one(int place, long words) {
    StackGroup group = FlameStacks.group(1, FlameStacks.frame(place, words));
    return FlameStacks.snapshot(0, place, List.of(group), List.of());
  }

  @Test
  void shouldColourAPlaceAlikeInAllPicturesAndAWinderDarker() {
    Site site = FlameStacks.site(7);
    int frame = FlameColours.of(new Place(site, false), Theme.DARK);
    Site other = new Site(991, "elsewhere/a.sps", 7, 3, "p7", "(p7)");
    assertThat(FlameColours.of(new Place(other, false), Theme.DARK)).isEqualTo(frame);
    assertThat(light(FlameColours.of(new Place(site, true), Theme.DARK))).isLessThan(light(frame));
  }
}
