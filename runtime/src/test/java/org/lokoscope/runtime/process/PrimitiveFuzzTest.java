package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
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
 * <p>{@code -Dlokoscope.fuzz.calls=500} calls each procedure so often, {@code
 * -Dlokoscope.fuzz.seed} with other arguments, {@code -Dlokoscope.fuzz.only=REGEX} only what is
 * called so.
 */
class PrimitiveFuzzTest {

  private static final int CALLS = Integer.getInteger("lokoscope.fuzz.calls", 3);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Tiering.class,
      names = {"NEVER", "AT_ONCE"})
  void shouldRaiseConditionsAndNothingElse(Tiering tiering) throws Exception {
    URI archive = URI.create("jar:" + folder.resolve("files.zip").toUri());
    try (FileSystem files = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      PrimitiveFuzz fuzz = new PrimitiveFuzz(files.getPath("/"), tiering, CALLS);
      fuzz.run();
      System.out.println(tiering + ": " + fuzz.summary());
      assertThat(fuzz.findings()).isEmpty();
    }
  }
}
