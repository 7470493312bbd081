// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {

  private static final byte[] CONTENT = "what was stored here".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private CacheFolder cache;

  @BeforeEach
  void write() {
    cache = new CacheFolder(folder, "this");
    cache.write("entry", CONTENT);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void shouldGiveBackWhatWasWritten() throws IOException {
    assertThat(cache.read("entry")).isEqualTo(CONTENT);
    cache.write("entry", new byte[0]);
    assertThat(cache.read("entry")).isEmpty();
    assertThat(cache.read("other")).isNull();
    assertThat(files()).containsExactly(folder.resolve("entry"));
  }

  @Test
  void shouldNoticeEveryBitThatIsWrong() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("entry"));
    for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(folder.resolve("entry"), damaged);
      assertThat(cache.read("entry")).as("bit %d", bit).isNull();
    }
  }

  @Test
  void shouldNoticeEveryOtherLength() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("entry"));
    for (int length = 0; length < 2 * whole.length; length++) {
      Files.write(folder.resolve("entry"), Arrays.copyOf(whole, length));
      assertThat(cache.read("entry") == null)
          .as("length %d", length)
          .isEqualTo(length != whole.length);
    }
  }

  /** Went unnoticed: the digest was of the content alone. */
  @Test
  void shouldNoticeThatEntriesHaveChangedPlaces() throws IOException {
    cache.write("other", new byte[] {1});
    Files.move(folder.resolve("entry"), folder.resolve("third"));
    Files.move(folder.resolve("other"), folder.resolve("entry"));
    assertThat(cache.read("entry")).isNull();
    assertThat(cache.read("third")).isNull();
  }

  @Test
  void shouldFindNothingWhereNoFileIs() throws Exception {
    Files.delete(folder.resolve("entry"));
    Files.createDirectories(folder.resolve("entry/inside"));
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    assertThat(cache.read("entry")).isNull();
    assertThat(cache.read("loop")).isNull();
    cache.write("entry", CONTENT);
    cache.write("loop", CONTENT);
    assertThat(cache.read("loop")).isEqualTo(CONTENT);
    assertThat(files()).hasSize(2);
  }

  /** Opening a pipe that nobody writes to would take for ever. */
  @Test
  void shouldNotWaitForAPipe() throws Exception {
    Files.delete(folder.resolve("entry"));
    new ProcessBuilder("mkfifo", folder.resolve("entry").toString()).start().waitFor();
    assertThat(cache.read("entry")).isNull();
  }

  /** A file of that length has holes only. */
  @Test
  void shouldNotReadWhatNoMemoryCanHold() throws IOException {
    try (java.io.RandomAccessFile huge =
        new java.io.RandomAccessFile(folder.resolve("entry").toFile(), "rw")) {
      huge.setLength(1L << 33);
    }
    assertThat(cache.read("entry")).isNull();
  }

  @Test
  void shouldLeaveNothingOfAnEntryForWhichThereIsNoRoom() throws IOException {
    CacheFolder full =
        new CacheFolder(
            folder,
            "this",
            (file, bytes) -> {
              Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
              throw new IOException("no space left on device");
            });
    full.write("other", CONTENT);
    full.write("entry", new byte[9]);
    assertThat(files()).containsExactly(folder.resolve("entry"));
    assertThat(cache.read("entry")).isEqualTo(CONTENT);
  }

  @Test
  void shouldNoticeAnEntryThatWasLostInPart() {
    new CacheFolder(folder, "this", (file, bytes) -> Files.write(file, Arrays.copyOf(bytes, 40)))
        .write("entry", CONTENT);
    assertThat(cache.read("entry")).isNull();
  }

  /** Made a directory called "?" beside the program of a user without a home. */
  @Test
  void shouldDoNothingWithoutAHome() {
    Path nowhere = CacheFolder.ofUser(Map.of(), Path.of("?"));
    CacheFolder none = new CacheFolder(nowhere, "this");
    none.write("entry", CONTENT);
    assertThat(none.read("entry")).isNull();
    assertThat(Files.exists(nowhere)).isFalse();
    assertThat(CacheFolder.ofUser(Map.of("XDG_CACHE_HOME", "here"), folder))
        .isEqualTo(folder.resolve(".cache/lokoscope/libraries"));
    assertThat(CacheFolder.ofUser(Map.of("XDG_CACHE_HOME", "/here"), folder))
        .isEqualTo(Path.of("/here/lokoscope/libraries"));
  }
}
