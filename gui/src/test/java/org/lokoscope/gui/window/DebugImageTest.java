// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.gui.debug.model.NotReached;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.runtime.vm.TraceFilter;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Retention;
import org.lokoscope.store.Trace;
import org.lokoscope.views.paint.Theme;

@Timeout(240)
final class DebugImageTest {

  private static final String PROGRAM =
      """
      (import (rnrs))
      (define (square x)
        (* x x))

      (display (square 7))
      """;

  @TempDir Path folder;

  @Test
  void shouldDrawTheDebuggerWhereTheRunOfATraceStands() throws IOException {
    Path program = Files.writeString(folder.resolve("jobs.sps"), PROGRAM);
    Path directory = folder.resolve("jobs.trace");
    new StoreWorkbench()
        .runner()
        .record(
            program,
            List.of(),
            LaunchSettings.DEFAULT,
            new RecordSettings(TraceFilter.NONE, Retention.ALL, 0, 0, true),
            directory,
            true,
            Progress.NONE);
    try (Trace trace = new StoreWorkbench().open(directory, Progress.NONE)) {
      Path file = folder.resolve("debug.png");
      assertThat(
              DebugImage.write(trace, "jobs.sps", 1, 1280, 800, Theme.of(false, false), 0.5, file))
          .isEqualTo("line 1 has no code of its own");
      BufferedImage dark = ImageIO.read(file.toFile());
      assertThat(dark.getWidth()).isEqualTo(640);
      assertThat(dark.getHeight()).isEqualTo(400);
      assertThat(DebugImage.write(trace, "jobs.sps", 3, 900, 700, Theme.of(true, false), 1, file))
          .isEmpty();
      BufferedImage light = ImageIO.read(file.toFile());
      assertThat(light.getWidth()).isEqualTo(900);
      assertThat(brightness(light)).isGreaterThan(brightness(dark) + 100);
      // The line where it stands, and the chosen fiber and frame, are set off.
      assertThat(colours(light)).isGreaterThan(20);
      assertThatThrownBy(
              () ->
                  DebugImage.write(trace, "jobs.sps", 99, 900, 700, Theme.of(true, false), 1, file))
          .isInstanceOf(NotReached.class)
          .hasMessage("The program ended with status 0.");
    }
  }

  private static double brightness(BufferedImage image) {
    long sum = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        sum += image.getRGB(x, y) >> 8 & 0xff;
      }
    }
    return (double) sum / image.getWidth() / image.getHeight();
  }

  private static long colours(BufferedImage image) {
    return java.util.stream.IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
        .distinct()
        .count();
  }
}
