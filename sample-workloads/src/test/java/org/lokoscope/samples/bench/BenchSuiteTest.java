// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.samples.bench.Benchmark.Figure;

class BenchSuiteTest {

  @TempDir private Path folder;

  static Stream<Arguments> benchmarks() {
    return BenchSuite.all().stream()
        .flatMap(suite -> suite.benchmarks().stream().map(b -> Arguments.of(suite, b)));
  }

  @ParameterizedTest
  @MethodSource("benchmarks")
  void shouldExpandEachProgram(BenchSuite suite, Benchmark benchmark) throws Exception {
    SystemWorld world =
        new SystemWorld(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            List.of("bench"));
    Path file = suite.extract(benchmark, folder);
    ProgramRun run = new ProgramRun(RunSettings.DEFAULT, world, List.of(folder), cpu -> Probe.NONE);
    Program program = run.load(Files.readString(file), benchmark.name());
    assertThat(program).isNotNull();
  }

  @Test
  void shouldSayHowManyTimesBetterAFigureIs() {
    assertThat(new Benchmark("a", "", Figure.RATE, 100, 400).ratio(250)).isEqualTo(2.5);
    assertThat(new Benchmark("b", "", Figure.SECONDS, 100, 50).ratio(25)).isEqualTo(4);
  }

  @Test
  void shouldHoldAFigureAgainstItsLimit() {
    assertThat(new Benchmark("a", "", Figure.RATE, 100, 400).suffices(399)).isFalse();
    assertThat(new Benchmark("a", "", Figure.RATE, 100, 400).suffices(400)).isTrue();
    assertThat(new Benchmark("b", "", Figure.BYTES, 825, 744).suffices(745)).isFalse();
    assertThat(new Benchmark("b", "", Figure.BYTES, 825, 0).suffices(10_000)).isTrue();
  }
}
