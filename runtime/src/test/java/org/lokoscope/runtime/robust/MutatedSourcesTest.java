// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.runtime.world.World;

/**
 * Reads and expands spoiled programs. Each must come out as a program or with one clear line, in
 * bounded time and memory. {@code -Dlokoscope.fuzz.files=100000} does more than a build has time
 * for, {@code -Dlokoscope.fuzz.seed} other ones.
 */
class MutatedSourcesTest {

  private static final int FILES = Integer.getInteger("lokoscope.fuzz.files", 10_000);
  private static final long SEED = Long.getLong("lokoscope.fuzz.seed", 1);

  /** What an expansion may take before the runtime stops it. */
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** What a file may take in all; the machine may be busy. */
  private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final List<String> complaints = new ArrayList<>();

  @Test
  void shouldMakeAProgramOrOneClearLineOfEverySpoiledFile() throws Exception {
    List<String> corpus = corpus();
    assertThat(corpus).hasSizeGreaterThan(20);
    int programs = 0;
    for (int i = 0; i < FILES; i++) {
      long seed = SEED * 1_000_003 + i;
      String text = new SourceMutator(corpus, seed).next();
      long began = System.nanoTime();
      programs += expand(text, seed) ? 1 : 0;
      if (System.nanoTime() - began > HANG_NANOS) {
        complain(seed, "took " + (System.nanoTime() - began) / 1_000_000 + " ms", text);
      }
    }
    assertThat(complaints).isEmpty();
    assertThat(programs).as("some mutations are harmless").isBetween(1, FILES - 1);
  }

  /** True if it is a program. */
  private boolean expand(String text, long seed) {
    World world =
        new SystemWorld(
            java.io.InputStream.nullInputStream(),
            java.io.OutputStream.nullOutputStream(),
            java.io.OutputStream.nullOutputStream(),
            List.of());
    ProgramRun run = new ProgramRun(RunSettings.DEFAULT, world, List.of(), cpu -> Probe.NONE);
    run.expansionLimit().setNanos(LIMIT_NANOS);
    try {
      run.load(text, "spoiled.sps");
      return true;
    } catch (SyntaxException wrong) {
      check(Objects.requireNonNull(wrong.getMessage()), seed, text);
    } catch (RuntimeException | Error problem) {
      StackTraceElement[] trace = problem.getStackTrace();
      String where =
          trace.length == 0 ? "" : " at " + trace[0] + " " + trace[Math.min(3, trace.length - 1)];
      complain(seed, problem + where, text);
    }
    return false;
  }

  private void check(String message, long seed, String text) {
    if (message.isBlank()
        || message.lines().count() != 1
        || message.contains("Exception")
        || message.contains("[B@")
        || message.contains("org.lokoscope")) {
      complain(seed, "unclear message: " + message, text);
    }
  }

  private void complain(long seed, String what, String text) {
    complaints.add("seed=" + seed + " " + what);
    String folder = System.getProperty("lokoscope.fuzz.keep");
    if (folder != null) {
      try {
        Files.writeString(Path.of(folder, seed + ".sps"), text);
      } catch (IOException unwritable) {
        complaints.add("cannot keep " + seed);
      }
    }
  }

  /** The sources of the language tests and of the system's own libraries. */
  private static List<String> corpus() throws IOException, URISyntaxException {
    List<String> texts = new ArrayList<>();
    for (String folder : List.of("/language", "/org/lokoscope/runtime/scheme")) {
      Path path = Path.of(MutatedSourcesTest.class.getResource(folder).toURI());
      try (Stream<Path> files = Files.list(path)) {
        for (Path file :
            files.filter(f -> f.toString().matches(".*\\.(sps|sls|scm|sld)")).sorted().toList()) {
          texts.add(Files.readString(file));
        }
      }
    }
    return texts;
  }
}
