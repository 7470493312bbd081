// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.documents.Page.Block;

/** The program of {@code docs/embedding.md}, compiled and run as the page says. */
@Timeout(120)
final class EmbeddingPageTest {

  @TempDir Path folder;

  private static List<Block> blocks() {
    return Page.named("docs/embedding.md").blocks();
  }

  private static String code(String language) {
    return blocks().stream()
        .filter(each -> each.language().equals(language))
        .findFirst()
        .orElseThrow()
        .code();
  }

  /** The block without a language that begins so. */
  private static String plain(String beginning) {
    return blocks().stream()
        .filter(each -> each.language().isEmpty() && each.code().startsWith(beginning))
        .findFirst()
        .orElseThrow()
        .code();
  }

  @Test
  void shouldPrintWhatThePageSays() throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("Embedding.java"), code("java"));
    String classes = System.getProperty("java.class.path");
    int compiled =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(System.out, System.err, "-cp", classes, "-d", folder.toString(), source + "");
    assertThat(compiled).isZero();
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of(plain("--sun-misc").strip().split("\\s+")));
    line.addAll(List.of("-cp", folder + ":" + classes, "Embedding", folder + "/trace"));
    Process process =
        new ProcessBuilder(line).redirectError(folder.resolve("errors").toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("errors"))).isZero();
    assertThat(said).isEqualTo(plain("42"));
  }

  @Test
  void shouldNameTheVersionOfTheBuild() throws IOException {
    String pom = Files.readString(Page.TOP.resolve("pom.xml"));
    String version = pom.replaceFirst("(?s).*?<version>([^<]*)</version>.*", "$1");
    assertThat(code("xml")).contains("<version>" + version + "</version>");
  }
}
