// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.process.SafePoints;
import org.lokoscope.runtime.process.Tiering;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * Runs each program of the directory {@code language} and compares what it prints with the file
 * beside it, which was written from the standards. A program means the same however it is run:
 * traced or not, preempted every few steps, with its stack moved to the heap at each safe point, in
 * either fiber mode, as nodes and as bytecode. What goes to the error output is expected among the
 * rest, and an exit status other than 0 at the end.
 */
@Timeout(60)
final class LanguageTest {

  private enum Way {
    PLAIN(FiberMode.CALLCC, SafePoints.NORMAL, false),
    TRACED(FiberMode.CALLCC, SafePoints.NORMAL, true),
    PREEMPTED(FiberMode.CALLCC, SafePoints.PREEMPT_OFTEN, false),
    CAPTURED(FiberMode.CALLCC, SafePoints.CAPTURE_ALWAYS, false),
    DELIMITED(FiberMode.DELIMITED, SafePoints.NORMAL, false),
    DELIMITED_CAPTURED(FiberMode.DELIMITED, SafePoints.CAPTURE_ALWAYS, false),
    DELIMITED_TRACED_PREEMPTED(FiberMode.DELIMITED, SafePoints.PREEMPT_OFTEN, true),
    BYTECODE(FiberMode.CALLCC, SafePoints.NORMAL, false, Tiering.AT_ONCE),
    BYTECODE_CAPTURED(FiberMode.CALLCC, SafePoints.CAPTURE_ALWAYS, false, Tiering.AT_ONCE),
    BYTECODE_DELIMITED_PREEMPTED(
        FiberMode.DELIMITED, SafePoints.PREEMPT_OFTEN, true, Tiering.AT_ONCE);

    final FiberMode mode;
    final SafePoints points;
    final boolean traced;
    final Tiering tiering;

    Way(FiberMode mode, SafePoints points, boolean traced) {
      this(mode, points, traced, Tiering.NEVER);
    }

    Way(FiberMode mode, SafePoints points, boolean traced, Tiering tiering) {
      this.mode = mode;
      this.points = points;
      this.traced = traced;
      this.tiering = tiering;
    }
  }

  @TempDir Path folder;

  static Stream<Arguments> runs() throws IOException, URISyntaxException {
    List<Arguments> runs = new ArrayList<>();
    try (Stream<Path> files = Files.list(programs())) {
      for (Path file : files.filter(LanguageTest::isProgram).sorted().toList()) {
        String name = file.getFileName().toString();
        String text = Files.readString(file);
        boolean fibers = text.contains("(loko system fibers)") || text.contains("(fibers");
        for (Way way : Way.values()) {
          if (fibers || way.mode == FiberMode.CALLCC) {
            runs.add(Arguments.of(name, way));
          }
        }
      }
    }
    return runs.stream();
  }

  /** Programs of the standards, and those of Guile. */
  private static boolean isProgram(Path file) {
    return file.toString().endsWith(".sps") || file.toString().endsWith(".scm");
  }

  private static Path programs() throws URISyntaxException {
    return Path.of(LanguageTest.class.getResource("/language").toURI());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("runs")
  void shouldPrintWhatTheStandardSays(String name, Way way) throws Exception {
    String program = Files.readString(programs().resolve(name));
    String base = name.substring(0, name.lastIndexOf('.'));
    String expected = Files.readString(programs().resolve(base + ".out"));
    CheckingProbe probe = new CheckingProbe();
    assertThat(run(program, name, way, probe)).isEqualTo(expected);
    assertThat(probe.complaints()).isEmpty();
    if (way.traced) {
      assertThat(probe.events()).isPositive();
    }
  }

  private String run(String text, String file, Way way, CheckingProbe probe) throws Exception {
    Console console = new Console(folder);
    RunSettings settings =
        new RunSettings(way.mode, 1, OptionalLong.empty(), false, way.points, way.tiering);
    ProgramRun run =
        new ProgramRun(
            settings, console, List.of(programs()), cpu -> way.traced ? probe.probe() : Probe.NONE);
    int status;
    try {
      status = run.execute(run.load(text, file), file);
    } catch (SyntaxException wrong) {
      return wrong.getMessage() + "\n";
    }
    // Fibers share their numbers with what only a traced run counts.
    String written = console.written().replaceAll("in fiber \\d+", "in fiber N");
    return written + (status == 0 ? "" : "--- status " + status + "\n");
  }
}
