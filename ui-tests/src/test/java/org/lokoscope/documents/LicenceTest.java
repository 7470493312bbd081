// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LicenceTest {

  private static final String HEADER = "// SPDX-License-Identifier: Apache-2.0";

  @Test
  void shouldNameTheLicenceInTheFirstLineOfEachSource() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(1000);
    for (Path source : sources) {
      try (var lines = Files.lines(source)) {
        assertThat(lines.findFirst()).as(source.toString()).contains(HEADER);
      }
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        Page.TOP,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            return name.equals("target") || name.startsWith(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
