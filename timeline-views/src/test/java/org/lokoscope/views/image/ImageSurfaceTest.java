// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageSurfaceTest {

  @TempDir Path folder;

  /** A fiber that was never suspended has no curve; comparing it failed with an internal error. */
  @Test
  void shouldDrawNothingOfAPathWithoutPoints() {
    try (ImageSurface surface = new ImageSurface(10, 20)) {
      assertThatCode(
              () -> {
                surface.strokePath(new double[0], new double[0], 0, 1, 0xffffffff);
                surface.fillPath(new double[0], new double[0], 0, 0xffffffff);
              })
          .doesNotThrowAnyException();
    }
  }

  /** What was there was deleted first; an image written to {@code /dev/full} took that away. */
  @Test
  void shouldWriteThroughWhatIsThereInsteadOfReplacingIt() throws Exception {
    Path real = Files.createFile(folder.resolve("real.png"));
    Path link = Files.createSymbolicLink(folder.resolve("link.png"), real);
    try (ImageSurface surface = new ImageSurface(10, 20)) {
      surface.writePng(link);
    }
    assertThat(link).isSymbolicLink();
    assertThat(ImageIO.read(real.toFile()).getHeight()).isEqualTo(20);
  }
}
