// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConsoleTest {

  /** A full disk, where the copy lies, took the program's own output with it. */
  @Test
  void shouldGoOnWithoutACopyThatCannotBeWritten() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    List<String> problems = new ArrayList<>();
    try (Console console = new Console(full, true)) {
      console.open(problems::add);
      OutputStream output = console.world(List.of("test")).output();
      output.write(new byte[100_000]);
      output.write(1);
      output.flush();
    }
    assertThat(problems).singleElement().asString().startsWith("full cannot be written");
  }
}
