// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {

  @TempDir Path folder;

  @Test
  void shouldReadTheOptionsBehindThePath() {
    Settings settings = Settings.of("/a,b/c,events=scheduling,app=com.acme:shop", null);
    assertThat(settings.where()).isEqualTo(Path.of("/a,b/c"));
    assertThat(settings.stacks()).isFalse();
    assertThat(settings.application().prefixes()).containsExactly("com.acme.", "shop.");
  }

  @Test
  void shouldLookAtStacksUnlessToldOtherwise() {
    assertThat(Settings.of("streams", null).stacks()).isTrue();
    assertThat(Settings.of("streams,events=all", null).stacks()).isTrue();
    assertThat(Settings.of(null, null).where()).isEqualTo(Path.of("."));
  }

  @ParameterizedTest
  @CsvSource({"'streams,events=few',events=few", "'streams,app=a b',app=a b"})
  void shouldSayWhichOptionsThereAre(String argument, String wrong) {
    assertThatThrownBy(() -> Settings.of(argument, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            wrong
                + ": no option of the agent; there are events=all, events=scheduling and"
                + " app=PACKAGE[:PACKAGE]");
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.shop.Main --port 80,com.acme.",
    "shop.Main,shop.",
    "acme.module/com.acme.Main,com.acme.",
    "Main,''",
  })
  void shouldTakeTheApplicationFromThePackageOfItsMainClass(String command, String prefix) {
    assertThat(Settings.of("x", command).application().prefixes()).containsExactly(prefix);
  }

  @Test
  void shouldKnowNoApplicationBehindTheMainClassOfALibrary() {
    assertThat(Settings.of("x", "org.apache.catalina.startup.Bootstrap start").application())
        .isEqualTo(Application.UNKNOWN);
    assertThat(Settings.of("x", null).application().isKnown()).isFalse();
  }

  @Test
  void shouldReadTheMainClassOfAJar() throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.Loader");
    manifest.getMainAttributes().putValue("Start-Class", "com.acme.shop.Main");
    Path jar = folder.resolve("app.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream written = new JarOutputStream(out, manifest)) {
      written.finish();
    }
    assertThat(Settings.of("x", jar + " --port 80").application().prefixes())
        .containsExactly("com.acme.");
  }

  @Test
  void shouldTellTheClassesOfTheApplicationFromOthers() {
    Application acme = new Application(List.of("com.acme."));
    assertThat(acme.holds("com.acme.db.Pool")).isTrue();
    assertThat(acme.holds("com.acmeister.Pool")).isFalse();
    Application unnamed = new Application(List.of(""));
    assertThat(unnamed.holds("Main$1")).isTrue();
    assertThat(unnamed.holds("com.acme.Main")).isFalse();
  }
}
