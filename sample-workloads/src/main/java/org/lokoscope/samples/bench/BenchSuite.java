// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Benchmarks that belong together. A new suite is added to {@link #all}, its programs and the
 * libraries that they share to the directory of resources that has its name.
 *
 * @param name of the suite and of its directory
 * @param title one line
 * @param beside the implementation that the references are of
 * @param jvmOptions for the JVM that runs each benchmark
 * @param libraries files that the programs import
 */
public record BenchSuite(
    String name,
    String title,
    String beside,
    List<String> jvmOptions,
    List<String> libraries,
    List<Benchmark> benchmarks) {

  public static List<BenchSuite> all() {
    return List.of(FiberBenchmarks.SUITE, ProcessBenchmarks.SUITE);
  }

  public static Optional<BenchSuite> named(String name) {
    return all().stream().filter(suite -> suite.name.equals(name)).findFirst();
  }

  public Optional<Benchmark> find(String benchmark) {
    return benchmarks.stream().filter(b -> b.name().equals(benchmark)).findFirst();
  }

  /** Writes a benchmark's program and the libraries into a directory; returns where it is. */
  public Path extract(Benchmark benchmark, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String library : libraries) {
      copy(library, directory);
    }
    return copy(benchmark.name() + ".sps", directory);
  }

  private Path copy(String file, Path directory) throws IOException {
    Path target = directory.resolve(file);
    try (InputStream in = BenchSuite.class.getResourceAsStream(name + "/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no such benchmark file: file=" + name + "/" + file);
      }
      Files.write(target, in.readAllBytes());
    }
    return target;
  }
}
