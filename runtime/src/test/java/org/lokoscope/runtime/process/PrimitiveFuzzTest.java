// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls everything that the system's libraries export with arguments of every kind. A call may
 * return, raise, wait or run on until it is stopped; it must not run into a mistake of the
 * runtime's, nor stay in Java code for long, and the run must go on after it.
 *
 * <p>A build calls one in four of them a few times, always the same. {@code
 * -Dlokoscope.fuzz.calls=500} calls each so often, {@code -Dlokoscope.fuzz.seed=N} with other
 * arguments, {@code -Dlokoscope.fuzz.only=REGEX} only those that are called so; {@code
 * -Dlokoscope.fuzz.progress=true} says how far it is, {@code -Dlokoscope.debug=true} where in the
 * runtime a mistake is.
 */
class PrimitiveFuzzTest {

  /** A build has time for some calls of one in so many procedures. */
  private static final int CALLS_OF_BUILD = 8;

  private static final int SHARE_OF_BUILD = 4;

  private static final int CALLS = Integer.getInteger("lokoscope.fuzz.calls", 0);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Tiering.class,
      names = {"NEVER", "AT_ONCE"})
  void shouldRaiseConditionsAndNothingElse(Tiering tiering) throws Exception {
    URI archive = URI.create("jar:" + folder.resolve("files.zip").toUri());
    try (FileSystem files = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path home = Files.createDirectories(files.getPath("/home/here"));
      // A zip file system lets a file be opened in a directory that there is not, and fails later.
      Files.createDirectory(home.resolve("dir"));
      Files.createDirectory(home.resolve("1"));
      PrimitiveFuzz fuzz =
          CALLS == 0
              ? new PrimitiveFuzz(home, tiering, CALLS_OF_BUILD, SHARE_OF_BUILD)
              : new PrimitiveFuzz(home, tiering, CALLS, 1);
      fuzz.run();
      if (CALLS != 0) {
        System.out.println(tiering + ": " + fuzz.summary());
      }
      assertThat(fuzz.findings()).isEmpty();
      assertThat(fuzz.returned()).as("calls that had a value").isPositive();
    }
  }
}
