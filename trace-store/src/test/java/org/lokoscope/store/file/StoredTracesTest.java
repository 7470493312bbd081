// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.store.export.CsvExport;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;

/**
 * Traces as earlier versions have written them, which open for ever. Each release adds one, with
 * the table of its events: {@code record --seed 1} of the program that lies in its {@code sources},
 * and {@code export --to csv}.
 */
final class StoredTracesTest {

  private static final Path STORED = Path.of("src", "test", "resources", "traces");

  @TempDir Path folder;

  private Path unpacked(String name) throws IOException {
    Path trace = folder.resolve(name);
    try (InputStream bytes = Files.newInputStream(STORED.resolve(name + ".zip"));
        ZipInputStream zip = new ZipInputStream(bytes)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = trace.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.write(file, zip.readAllBytes());
        }
      }
    }
    assertThat(TraceVerifier.verify(trace, Progress.NONE).status())
        .isEqualTo(Verification.Status.INTACT);
    return trace;
  }

  private static String table(Trace trace) throws IOException {
    StringWriter out = new StringWriter();
    CsvExport.write(trace, out, Progress.NONE);
    return out.toString();
  }

  @Test
  void shouldOpenATraceOfTheFirstVersionOfTheFormatAsItWas() throws Exception {
    try (Trace opened = Traces.open(unpacked("version-1"), Progress.NONE)) {
      assertThat(table(opened)).isEqualTo(Files.readString(STORED.resolve("version-1.csv")));
      assertThat(opened.recordings()).isEmpty();
      assertThat(LeakAnalysis.analyse(opened).reasons().values())
          .noneMatch(reason -> reason.contains("does not measure"));
    }
  }

  @Test
  void shouldOpenATraceOfTheFirstReleaseAsItWas() throws Exception {
    try (Trace opened = Traces.open(unpacked("released-0.1.0"), Progress.NONE)) {
      assertThat(table(opened)).isEqualTo(compressed("released-0.1.0.csv.gz"));
      assertThat(opened.recordings()).hasSize(1);
      assertThat(opened.source("leak.sps")).isNotNull();
      Diagnosis diagnosis = LeakAnalysis.analyse(opened);
      assertThat(diagnosis.findings()).isNotEmpty();
      assertThat(diagnosis.findings().getFirst().leakClass())
          .isEqualTo(LeakClass.CONTINUATION_GROWTH);
      assertThat(diagnosis.findings().getFirst().site().line()).isEqualTo(4);
    }
  }

  /** Fibers that hand numbers to and fro, not in a run with a seed: it holds repetitions. */
  @Test
  void shouldOpenATraceOfTheThirdVersionOfTheFormatAsItWas() throws Exception {
    try (Trace opened = Traces.open(unpacked("version-3"), Progress.NONE)) {
      assertThat(table(opened)).isEqualTo(compressed("version-3.csv.gz"));
      assertThat(opened.source("ping.sps")).isNotNull();
    }
  }

  private static String compressed(String name) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(STORED.resolve(name)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
