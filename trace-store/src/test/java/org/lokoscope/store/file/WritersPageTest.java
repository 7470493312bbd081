// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Imported;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;

/** What docs/writers.md tells users to write is a trace without a fault. */
final class WritersPageTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Path LIBRARIES =
      Path.of("..", "tracer", "src", "main", "resources", "org", "lokoscope", "tracer", "scheme")
          .toAbsolutePath();

  @TempDir Path folder;

  @Test
  void shouldReadTheStreamThatIsShipped() throws Exception {
    shouldBeAFlawlessTrace(Files.readAllBytes(DOCS.resolve("streams").resolve("worker.chunks")));
  }

  @Test
  void shouldReadWhatTheProgramWritesOnChez() throws Exception {
    String libraries = LIBRARIES.toString();
    shouldReadWhatTheProgramWrites(
        "scheme",
        "--libdirs",
        libraries,
        "--libexts",
        ".chezscheme.sls::.so:.sls::.so",
        "--program");
  }

  @Test
  void shouldReadWhatTheProgramWritesOnGuile() throws Exception {
    String libraries = LIBRARIES.toString();
    shouldReadWhatTheProgramWrites(
        "guile", "--no-auto-compile", "-x", ".guile.sls", "-x", ".sls", "-L", libraries, "-s");
  }

  private void shouldReadWhatTheProgramWrites(String... command) throws Exception {
    assumeTrue(isInstalled(command[0]), command[0] + " is not on the PATH");
    Matcher program =
        Pattern.compile("```scheme\n([^`]*)```")
            .matcher(Files.readString(DOCS.resolve("writers.md")));
    assertThat(program.find()).isTrue();
    Path file = Files.writeString(folder.resolve("worker.sps"), program.group(1));
    List<String> line = Stream.concat(Arrays.stream(command), Stream.of(file.toString())).toList();
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    shouldBeAFlawlessTrace(Files.readAllBytes(folder.resolve("worker.chunks")));
  }

  private void shouldBeAFlawlessTrace(byte[] stream) throws IOException {
    Path trace = folder.resolve("trace");
    Imported imported =
        ChunkStreams.read(new ByteArrayInputStream(stream), "page", trace, Progress.NONE);
    assertThat(imported).isEqualTo(new Imported(1, 0, false));
    Verification found = TraceVerifier.verify(trace, Progress.NONE);
    assertThat(found.status()).as(found.lines().toString()).isEqualTo(Verification.Status.INTACT);
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      FiberInfo worker = opened.fibers().getFirst();
      assertThat(worker.name()).isEqualTo("worker");
      assertThat(worker.resumes()).isEqualTo(2);
      assertThat(worker.spawnSite().position()).isEqualTo("worker.scm:12:3");
      assertThat(opened.recordings().getFirst().origin().runtime()).isEqualTo("Mini");
    }
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
