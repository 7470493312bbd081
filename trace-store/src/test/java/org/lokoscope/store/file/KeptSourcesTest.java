// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SourceText;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.report.DiagnosisFormat;
import org.lokoscope.store.report.Reports;

final class KeptSourcesTest {

  private static final String TEXT =
      Stream.iterate(1, i -> i + 1)
          .limit(60)
          .map(i -> "(line " + i + ")\n")
          .collect(Collectors.joining());

  @TempDir Path folder;

  private Path trace(String file) {
    Path trace = folder.resolve("t");
    SyntheticTrace.write(trace, 800, true);
    KeptSources sources = new KeptSources();
    sources.add(file, TEXT);
    sources.begin(trace, line -> {});
    return trace;
  }

  private static @Nullable String text(Path trace, String file) {
    SourceText source = KeptSources.read(trace, file);
    return source == null ? null : source.text();
  }

  private List<Path> files(Path trace) throws IOException {
    Path sources = trace.resolve("sources");
    try (Stream<Path> files = Files.exists(sources) ? Files.list(sources) : Stream.empty()) {
      return files.toList();
    }
  }

  @Test
  void shouldKeepTextsFromBeforeAndAfterTheTraceHasBegun() throws Exception {
    Path trace = Files.createDirectories(folder.resolve("t"));
    KeptSources sources = new KeptSources();
    sources.add("a.sps", "früh\n");
    sources.begin(trace, line -> {});
    sources.add("b.sps", "(late)");
    sources.add("b.sps", "changed since its sites were defined");
    assertThat(text(trace, "a.sps")).isEqualTo("früh\n");
    assertThat(text(trace, "b.sps")).isEqualTo("(late)");
    assertThat(KeptSources.read(trace, "c.sps")).isNull();
    assertThat(files(trace)).hasSize(2);
  }

  @Test
  void shouldKeepNothingThatComesWithTheRuntime() throws Exception {
    Path trace = trace("lokoscope:rnrs/base.sls");
    assertThat(files(trace)).isEmpty();
  }

  @Test
  void shouldNeverLeaveItsDirectory() throws Exception {
    for (String file : List.of("../../out.sps", "/etc/passwd", "a/../../b", "")) {
      Path trace = trace(file);
      assertThat(files(trace)).allMatch(path -> path.toString().endsWith(".gz")).hasSize(1);
      assertThat(KeptSources.read(trace, file)).isEqualTo(new SourceText(file, sha(), TEXT));
    }
    try (Stream<Path> around = Files.list(folder)) {
      assertThat(around).containsExactly(folder.resolve("t"));
    }
  }

  private static String sha() {
    return KeptSources.sha256(TEXT.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldNotShowATextThatIsDamagedOrOfAnotherFile() throws Exception {
    Path trace = trace("server.sps");
    Path file = files(trace).getFirst();
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i += 7) {
      byte[] bytes = whole.clone();
      bytes[i] ^= 0x21;
      Files.write(file, bytes);
      SourceText read = KeptSources.read(trace, "server.sps");
      assertThat(read == null || read.text().equals(TEXT)).isTrue();
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(("other.sps\n" + sha() + "\n" + TEXT).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(KeptSources.read(trace, "server.sps")).isNull();
  }

  private String report(Path trace, @Nullable Path onDisk, DiagnosisFormat format)
      throws IOException {
    StringBuilder out = new StringBuilder();
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      Reports.diagnosis(opened, LeakAnalysis.analyse(opened), format, onDisk, out);
    }
    return out.toString();
  }

  @Test
  void shouldQuoteWhatWasRecordedAndSayThatTheFileHasChanged() throws Exception {
    Path trace = trace("server.sps");
    assertThat(report(trace, null, DiagnosisFormat.TEXT))
        .contains("Source as it was recorded:\n", "> 12 | (line 12)\n");
    Path disk = Files.createDirectories(folder.resolve("disk"));
    List<String> said = new ArrayList<>();
    said.add(report(trace, disk, DiagnosisFormat.JSON));
    Files.writeString(disk.resolve("server.sps"), TEXT);
    said.add(report(trace, disk, DiagnosisFormat.JSON));
    Files.writeString(disk.resolve("server.sps"), TEXT + ";");
    said.add(report(trace, disk, DiagnosisFormat.JSON));
    assertThat(said.get(0)).contains("\"onDisk\" : \"missing\"");
    assertThat(said.get(1)).contains("\"onDisk\" : \"same\"");
    assertThat(said.get(2)).contains("\"onDisk\" : \"differs\"");
    assertThat(report(trace, disk, DiagnosisFormat.TEXT))
        .contains("Source as it was recorded; the file on the disk differs:");
    assertThat(report(trace, disk, DiagnosisFormat.HTML)).contains("(line 12)");
  }

  /** A link below the directory must not lead to a file that the user did not name. */
  @Test
  void shouldNotFollowALinkOutOfTheDirectoryThatTheUserNamed() throws Exception {
    Path trace = trace("server.sps");
    Path disk = Files.createDirectories(folder.resolve("disk"));
    Path outside = Files.writeString(folder.resolve("outside.sps"), TEXT);
    Files.createSymbolicLink(disk.resolve("server.sps"), outside);
    assertThat(report(trace, disk, DiagnosisFormat.JSON)).contains("\"onDisk\" : \"missing\"");
  }

  @Test
  void shouldSayThatNoSourceWasKept() throws Exception {
    Path trace = folder.resolve("t");
    SyntheticTrace.write(trace, 800, true);
    assertThat(report(trace, null, DiagnosisFormat.TEXT))
        .contains("Source: the trace keeps none of server.sps");
  }
}
