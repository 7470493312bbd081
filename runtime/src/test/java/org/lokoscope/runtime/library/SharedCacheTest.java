// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several that use one cache at once, and directories in which nothing can be kept. */
class SharedCacheTest {

  private static final int AT_ONCE = 2;
  private static final int ROUNDS = 5;

  private static final String PROGRAM =
      "(import (rnrs) (outer)) (write (list (twice #\\a) (outer)))";
  private static final String RESULT = "((#\\newline #\\a #\\a) (#\\newline #\\a \"s\"))";

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("inner.sls"),
        """
        (library (inner) (export twice hidden) (import (rnrs))
          (define (first) '(#\\newline #\\a "s"))
          (define-syntax hidden (syntax-rules () ((_) (first))))
          (define-syntax twice
            (lambda (x) (syntax-case x () ((_ e) #'(let ((v e)) (list #\\newline v v)))))))
        """);
    Files.writeString(
        folder.resolve("outer.sls"),
        """
        (library (outer) (export outer twice) (import (rnrs) (inner))
          (define (outer) (hidden)))
        """);
  }

  private String run(CacheFolder cache) {
    return CachedRun.outcome(PROGRAM, List.of(folder), cache);
  }

  private List<Path> entries(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }

  /** Each process begins with an empty cache, or with what the other has written so far. */
  @Test
  void shouldServeImagesThatFillItAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int round = 0; round < ROUNDS; round++) {
        Path cache = folder.resolve("cache" + round);
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        Callable<String> one =
            () -> {
              start.await();
              return run(new CacheFolder(cache, "this"));
            };
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          all.add(threads.submit(one));
        }
        for (Future<String> each : all) {
          assertThat(each.get()).isEqualTo(RESULT);
        }
        assertThat(run(new CacheFolder(cache, "this"))).isEqualTo(RESULT);
        assertThat(entries(cache)).hasSize(2);
      }
    }
  }

  @Test
  void shouldServeProcessesThatFillItAtOnce() throws Exception {
    Path cache = folder.resolve("cache");
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      all.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path")
                      + ":"
                      + System.getProperty("jdk.module.path", "")
                      + ":"
                      + codeOf(CachedRun.class)
                      + ":"
                      + codeOf(CacheFolder.class),
                  CachedRun.class.getName(),
                  PROGRAM,
                  folder.toString(),
                  cache.toString())
              .redirectErrorStream(true)
              .start());
    }
    for (Process each : all) {
      String printed =
          new String(each.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      assertThat(printed).isEqualTo(RESULT);
      assertThat(each.waitFor()).isZero();
    }
    assertThat(entries(cache)).hasSize(2);
  }

  private static Path codeOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** A run that finds the entry of a library exchanged for that of another. */
  @Test
  void shouldExpandAnewWhereEntriesHaveChangedPlaces() throws IOException {
    Path cache = folder.resolve("cache");
    run(new CacheFolder(cache, "this"));
    List<Path> entries = entries(cache);
    byte[] first = Files.readAllBytes(entries.getFirst());
    Files.write(entries.getFirst(), Files.readAllBytes(entries.getLast()));
    Files.write(entries.getLast(), first);
    assertThat(run(new CacheFolder(cache, "this"))).isEqualTo(RESULT);
  }

  @Test
  void shouldDoWithoutWhereNothingCanBeKept() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a directory");
    Path closed = Files.createDirectory(folder.resolve("closed"));
    assertThat(closed.toFile().setWritable(false)).isTrue();
    List<Path> hopeless =
        List.of(
            file, file.resolve("below"), closed, closed.resolve("below"), Path.of("/proc/none"));
    for (Path cache : hopeless) {
      assertThat(run(new CacheFolder(cache, "this"))).as("%s", cache).isEqualTo(RESULT);
      assertThat(run(new CacheFolder(cache, "this"))).as("%s", cache).isEqualTo(RESULT);
    }
    assertThat(closed.toFile().setWritable(true)).isTrue();
  }

  @Test
  void shouldDoWithoutWhereThereIsNoRoom() throws IOException {
    Path cache = folder.resolve("cache");
    CacheFolder full =
        new CacheFolder(
            cache,
            "this",
            (entry, bytes) -> {
              Files.write(entry, java.util.Arrays.copyOf(bytes, bytes.length / 2));
              throw new IOException("no space left on device");
            });
    assertThat(run(full)).isEqualTo(RESULT);
    assertThat(run(full)).isEqualTo(RESULT);
    assertThat(entries(cache)).isEmpty();
  }
}
