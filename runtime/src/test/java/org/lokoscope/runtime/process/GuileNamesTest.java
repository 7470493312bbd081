// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is here of Guile's names is what the page says and what programs are told. {@code
 * -Dlokoscope.guile.names=write} writes both anew.
 */
class GuileNamesTest {

  private static final Path PAGE = Path.of("..", "docs", "guile-names.md");
  private static final Path TABLE =
      Path.of("src", "main", "resources", "org", "lokoscope", "runtime", "guile-missing.txt");

  private static GuileNames names;

  @BeforeAll
  static void ask() throws IOException {
    names = new GuileNames();
    if (System.getProperty("lokoscope.guile.names", "").equals("write")) {
      Files.writeString(PAGE, names.page());
      Files.writeString(TABLE, names.table());
    }
  }

  @Test
  void shouldSayOnThePageWhatIsThere() throws IOException {
    assertThat(Files.readString(PAGE)).isEqualTo(names.page());
  }

  @Test
  void shouldKnowWhatItLacks() throws IOException {
    assertThat(Files.readString(TABLE)).isEqualTo(names.table());
  }

  @Test
  void shouldHaveMostNamesOfTheCore() {
    assertThat(names.coreNamesThatAreHere()).isGreaterThan(1500);
  }

  @Test
  void shouldHaveMoreThanHalfOfTheModules() {
    assertThat(names.modulesThatAreHere()).isGreaterThan(140);
  }
}
