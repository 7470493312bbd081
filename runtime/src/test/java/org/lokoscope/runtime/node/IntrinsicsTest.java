// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class IntrinsicsTest {

  private static final Path TABLE = Path.of("src/main/intrinsics/intrinsics.txt");
  private static final Path PROGRAM = Path.of("src/test/resources/language/intrinsics.sps");

  /**
   * The program compares each primitive done in place with the primitive itself; those that no
   * program can name (with {@code %}) have programs of their own.
   */
  @Test
  void shouldCompareEachPrimitiveOfTheTableInTheLanguageTest() throws IOException {
    Set<String> words = new HashSet<>(List.of(Files.readString(PROGRAM).split("[()\\s]+")));
    assertThat(
            Files.readAllLines(TABLE).stream()
                .filter(line -> line.contains(" | ") && !line.startsWith("#"))
                .map(line -> line.split(" \\| ")[1].strip())
                .filter(names -> !names.isEmpty())
                .flatMap(names -> Set.of(names.split(" ")).stream())
                .filter(name -> !name.startsWith("%")))
        .contains("car", "fxzero?", "vector-set!")
        .isSubsetOf(words);
  }
}
