// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.world.SystemWorld;

/** Runs of programs in this JVM, each in an image of its own. */
final class CachedRun {

  private CachedRun() {}

  /**
   * For a process of its own.
   *
   * @param arguments the text of a program, the directory of its libraries, the directory of the
   *     cache
   */
  public static void main(String[] arguments) {
    CacheFolder cache = new CacheFolder(Path.of(arguments[2]), "this");
    System.out.println(outcome(arguments[0], List.of(Path.of(arguments[1])), cache));
  }

  /**
   * All that the program prints, and the message if it cannot be expanded.
   *
   * @param cache null to do without
   */
  static String outcome(String program, List<Path> folders, @Nullable CacheFolder cache) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    SystemWorld world =
        new SystemWorld(InputStream.nullInputStream(), output, output, List.of("main.sps"));
    ProgramRun run = new ProgramRun(RunSettings.DEFAULT, world, folders, cpu -> Probe.NONE);
    if (cache != null) {
      run.useCache(cache);
    }
    String error = "";
    try {
      run.execute(run.load(program, "main.sps"), "main.sps");
    } catch (SyntaxException wrong) {
      error = "! " + wrong.getMessage();
    }
    return output.toString(StandardCharsets.UTF_8) + error;
  }
}
