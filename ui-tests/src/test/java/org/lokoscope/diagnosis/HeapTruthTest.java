// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.analysis.Finding;

/**
 * What a finding says is retained, the JVM's heap has retained: of two runs of a program, one much
 * longer than the other, the heap after a collection when the program prints its last word differs
 * by as much as the claims do.
 *
 * <p>Some programs and their fixed twins; all of the zoo whose leak retains anything with {@code
 * -Dlokoscope.heap=all}, or one of them with its name.
 */
@Timeout(300)
final class HeapTruthTest {
  private static final Pattern ROUNDS = Pattern.compile("(?<=\\([=<] i )\\d{3,}(?=\\))");

  private static final String CHOSEN = System.getProperty("lokoscope.heap", "");

  private static final Set<String> SOME =
      Set.of("sum-on-the-way-back", "connections-in-a-table", "undo-for-ever");

  /** Times as many rounds as the program has. */
  private static final int SHORT = 2;

  /** Fibers that are blocked for ever keep nothing: the collector takes them. */
  private static final String NOTHING = "blocked-forever";

  /**
   * All that is wound is run at each change of fibers: so many rounds that what is retained is much
   * more than the code of a longer run take too long.
   */
  private static final Set<String> LEFT_OUT = Set.of("lock-around-loop", "user-of-the-day");

  /** What a fixed program keeps of what the leaking one does: a number for a continuation. */
  private static final double LITTLE = 0.1;

  /** Bytes that a longer run may need for more compiled code, whatever the program does. */
  private static final double CODE = 300_000;

  /** It keeps nothing. */
  private static final String HOG = "scheduler-hog";

  @TempDir Path folder;

  private record Measured(double claimed, double heap) {}

  @BeforeAll
  static void detectLayout() {
    Layout.detect();
  }

  private static Stream<Zoo.Program> programs() {
    return Zoo.all().stream()
        .filter(Zoo.Program::leaks)
        .filter(program -> !program.expected().equals(NOTHING) && !program.faithful())
        .filter(program -> !HOG.equals(program.expected()))
        .filter(program -> isChosen(program.name()));
  }

  private static boolean isChosen(String name) {
    return switch (CHOSEN) {
      case "" -> SOME.contains(name);
      case "all" -> !LEFT_OUT.contains(name);
      default -> CHOSEN.equals(name);
    };
  }

  static Stream<String> leaking() {
    return programs().map(Zoo.Program::name);
  }

  @ParameterizedTest
  @MethodSource("leaking")
  void shouldClaimWhatTheHeapHasRetainedAndOfItsTwinNothing(String name) throws IOException {
    Measured few = measure(name, SHORT);
    Measured many = measure(name, times(name));
    double growth = many.heap - few.heap;
    double claimed = many.claimed - few.claimed;
    assertThat(growth).isBetween(0.75 * claimed, 1.25 * claimed + CODE);
    Measured twin = measure(name + "-ok", times(name));
    assertThat(twin.claimed).isZero();
    assertThat(twin.heap - few.heap).isLessThan(LITTLE * growth + CODE);
  }

  private static Zoo.Program program(String name) {
    return Zoo.named(name);
  }

  /** Times as many rounds as the program has, in the long run. */
  private static int times(String name) {
    return switch (program(name).expected()) {
      case "continuation-growth" -> 100; // A round leaves next to nothing.
      default -> 20;
    };
  }

  private Measured measure(String name, int times) throws IOException {
    Matcher rounds = ROUNDS.matcher(program(name).text());
    String text = rounds.replaceAll(found -> "" + Integer.parseInt(found.group()) * times);
    Path program = folder.resolve(name + ".sps");
    Files.writeString(program, text);
    double claimed =
        Recorded.run(program, FiberMode.CALLCC, false, folder.resolve(name + times))
            .diagnosis()
            .findings()
            .stream()
            .mapToDouble(Finding::bytesTotal)
            .sum();
    return new Measured(claimed, HeapAtOutput.of(program));
  }
}
