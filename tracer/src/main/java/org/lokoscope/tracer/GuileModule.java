// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/** The files in Scheme that trace programs on Guile, which come as resources. */
public final class GuileModule {

  /** What is loaded before the program. */
  public static final String LOADER = "lokoscope-guile.scm";

  private static final List<String> FILES =
      List.of(
          LOADER,
          "lokoscope/host.guile.sls",
          "lokoscope/writer.sls",
          "lokoscope/guile/output.scm",
          "lokoscope/guile/forms.scm",
          "lokoscope/guile/places.scm",
          "lokoscope/guile/fibers.scm",
          "lokoscope/guile/dump.scm",
          "lokoscope/guile.scm",
          "lokoscope/check.scm",
          "auto/ice-9/fdes-finalizers.scm");

  private GuileModule() {}

  /**
   * Writes the files that are not there in this form. Others may be doing the same.
   *
   * @return the file to load
   */
  public static Path writeTo(Path directory) throws IOException {
    for (String name : FILES) {
      try (InputStream in = GuileModule.class.getResourceAsStream("scheme/" + name)) {
        if (in == null) {
          throw new IOException("not part of this build: " + name);
        }
        write(directory.resolve(name), in.readAllBytes());
      }
    }
    return directory.resolve(LOADER);
  }

  private static void write(Path file, byte[] text) throws IOException {
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), text)) {
      return;
    }
    Path parent = file.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    Path written = Files.createTempFile(parent, "new", null);
    Files.write(written, text);
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
