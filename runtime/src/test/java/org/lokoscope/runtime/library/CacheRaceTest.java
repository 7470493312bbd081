// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.world.SystemWorld;

/** Several runs that fill and read one cache at once, while libraries change between them. */
@Timeout(300)
final class CacheRaceTest {

  private static final int ROUNDS = 5;
  private static final int RUNS = 3;

  @TempDir private Path folder;
  private final CyclicBarrier begin = new CyclicBarrier(RUNS);

  private void writeLibraries(int round) throws Exception {
    Files.writeString(
        folder.resolve("low.sls"),
        """
        (library (low) (export low mark) (import (rnrs))
          (define-syntax mark (syntax-rules () ((_ x) (list x #\\a "low%d"))))
          (define (low) '(low %d)))
        """
            .formatted(round / 2, round));
    Files.writeString(
        folder.resolve("high.sls"),
        """
        (library (high) (export high) (import (rnrs) (low))
          (define (high) (cons (mark %d) (low))))
        """
            .formatted(round));
  }

  private String run(Path cache) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      SystemWorld world =
          new SystemWorld(InputStream.nullInputStream(), out, out, List.of("p.sps"));
      ProgramRun run = new ProgramRun(RunSettings.DEFAULT, world, List.of(folder), _ -> Probe.NONE);
      run.useCache(new CacheFolder(cache));
      begin.await();
      run.execute(run.load("(import (rnrs) (high)) (write (high))", "p.sps"), "p.sps");
      return out.toString(StandardCharsets.UTF_8);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldGiveEveryRunTheLibrariesAsTheyAreHoweverTheyMeet() throws Exception {
    Path cache = folder.resolve("cache");
    try (ExecutorService threads = Executors.newFixedThreadPool(RUNS)) {
      for (int round = 0; round < ROUNDS; round++) {
        writeLibraries(round);
        List<CompletableFuture<String>> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
          runs.add(CompletableFuture.supplyAsync(() -> run(cache), threads));
        }
        String right = "((%d #\\a \"low%d\") low %d)".formatted(round, round / 2, round);
        for (CompletableFuture<String> run : runs) {
          assertThat(run.get()).as("round %d", round).isEqualTo(right);
        }
      }
    }
  }
}
