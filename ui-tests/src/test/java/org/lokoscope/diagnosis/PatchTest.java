// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.store.patch.Patch;
import org.lokoscope.store.patch.Patches;

/** Puts the code that a report prints in the place of the old, and runs it: the leak is gone. */
@Timeout(120)
final class PatchTest {

  private static final Set<LeakClass> MENDED =
      Set.of(
          LeakClass.CONTINUATION_GROWTH,
          LeakClass.WINDER_GROWTH,
          LeakClass.STALE_WAITERS,
          LeakClass.UNCANCELLED_TIMERS);

  /** A program with several leaks needs a change for each. */
  private static final int MOST_CHANGES = 4;

  /**
   * Those that no change of the text surely mends: what the loop returns is taken apart, the time
   * limit is set in a library, or the loop is handed to a procedure that keeps it.
   */
  private static final Set<String> IN_WORDS_ONLY =
      Set.of("inside-values.sps", "call-values.sps", "limit-lib.sps", "reset-by-call-cc");

  @TempDir Path folder;

  static Stream<Arguments> programs() throws IOException {
    List<Arguments> programs = new ArrayList<>();
    try (Stream<Path> files = Files.list(cases())) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          String name = file.getFileName().toString();
          if (line.startsWith(";; expect ") && isMended(line) && !IN_WORDS_ONLY.contains(name)) {
            programs.add(Arguments.of(name, line.contains("faithful")));
          }
        }
      }
    }
    Zoo.all().stream()
        .filter(program -> isMended(program.expected()))
        .filter(program -> !IN_WORDS_ONLY.contains(program.name()))
        .forEach(program -> programs.add(Arguments.of(program.name(), program.faithful())));
    return programs.stream();
  }

  private static boolean isMended(String line) {
    return MENDED.stream().anyMatch(leakClass -> line.endsWith(leakClass.label()));
  }

  private static Path cases() {
    try {
      return Path.of(Objects.requireNonNull(PatchTest.class.getResource("cases")).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0} faithful={1}")
  @MethodSource("programs")
  void shouldPrintCodeThatEndsTheLeak(String name, boolean faithful) throws IOException {
    Path program = copy(name);
    Recorded first = Recorded.run(program, FiberMode.CALLCC, faithful, folder.resolve("trace-0"));
    Diagnosis diagnosis = first.diagnosis();
    Recorded mended = first;
    for (int i = 1; i <= MOST_CHANGES && !diagnosis.findings().isEmpty(); i++) {
      Patch patch = patch(diagnosis);
      Files.writeString(folder.resolve(patch.file()), patch.after());
      mended = Recorded.run(program, FiberMode.CALLCC, faithful, folder.resolve("trace-" + i));
      diagnosis = mended.diagnosis();
    }
    assertThat(diagnosis.findings()).as(Files.readString(program)).isEmpty();
    if (!printsHowManyItKeeps(name)) {
      assertThat(mended.output()).isEqualTo(first.output());
    }
  }

  private static boolean printsHowManyItKeeps(String name) throws IOException {
    return name.endsWith(".sps")
        && Files.readString(cases().resolve(name))
            .matches("(?s).*\\((length waiters|hashtable-size table)\\).*");
  }

  @Test
  void shouldLeaveToWordsWhatNoChangeOfTheTextSurelyMends() throws IOException {
    for (String name : IN_WORDS_ONLY) {
      Path program = copy(name);
      boolean faithful = name.startsWith("limit");
      Diagnosis diagnosis =
          Recorded.run(program, FiberMode.CALLCC, faithful, folder.resolve(name + "-trace"))
              .diagnosis();
      assertThat(diagnosis.findings())
          .isNotEmpty()
          .allSatisfy(finding -> assertThat(Patches.of(finding, this::source)).isEmpty());
    }
  }

  private Patch patch(Diagnosis diagnosis) {
    Optional<Patch> patch =
        diagnosis.findings().stream()
            .map(finding -> Patches.of(finding, this::source))
            .flatMap(Optional::stream)
            .findFirst();
    assertThat(patch).as(diagnosis.summary()).isPresent();
    return patch.orElseThrow();
  }

  private Optional<String> source(String file) {
    try {
      return Optional.of(Files.readString(folder.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path copy(String name) throws IOException {
    if (!name.endsWith(".sps")) {
      return Zoo.named(name).extract(folder);
    }
    try (Stream<Path> files = Files.list(cases())) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return folder.resolve(name);
  }
}
