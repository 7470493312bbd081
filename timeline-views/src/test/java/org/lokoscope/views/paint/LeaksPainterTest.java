package org.lokoscope.views.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.Site;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.views.FakeTrace;
import org.lokoscope.views.image.ImageSurface;
import org.lokoscope.views.query.LeaksData;

class LeaksPainterTest {

  private static final FakeTrace TRACE = new FakeTrace();

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
  void shouldNameTheLineAndTheFix() {
    RecordingSurface surface = new RecordingSurface();
    LeaksPainter.paint(surface, LeaksData.of(TRACE, leak()), 1400, 860);
    assertThat(surface.texts())
        .contains("LEAK", "server.sps:12:9", "+112 bytes per resume", "confidence 97%")
        .anyMatch(text -> text.contains("Move the call"));
    assertThat(surface.clips).isZero();
  }

  @Test
  void shouldSaySteadyWithoutAnyAlarmingColour() {
    RecordingSurface surface = new RecordingSurface();
    Diagnosis steady =
        new Diagnosis(Diagnosis.Verdict.STEADY, List.of(), "Nothing grows.", List.of(), List.of());
    LeaksPainter.paint(surface, LeaksData.of(TRACE, steady), 1400, 860);
    assertThat(surface.texts()).contains("STEADY", "No leak found");
    assertThat(surface.of(Palette.LEAK)).isEmpty();
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
