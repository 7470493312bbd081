// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Edits libraries that use each other, and runs a program after each edit with and without the
 * cache. What it prints must be the same. {@code -Dlokoscope.cache.graphs=100} makes more than a
 * build has time for, {@code -Dlokoscope.cache.seed} other ones.
 */
class LibraryGraphTest {

  private static final int GRAPHS = Integer.getInteger("lokoscope.cache.graphs", 3);
  private static final long SEED = Long.getLong("lokoscope.cache.seed", 1);
  private static final int EDITS = 40;

  /** So many in a row are enough. */
  private static final int MOST_ERRORS = 2;

  @TempDir private Path folder;

  private int withoutError;

  @Test
  void shouldMeanTheSameAsWithoutACacheAfterAnyEdit() throws Exception {
    for (int i = 0; i < GRAPHS; i++) {
      tryGraph(SEED * 1_000_003 + i, folder.resolve("graph" + i));
    }
    assertThat(withoutError).as("programs that run to their end").isGreaterThan(GRAPHS * EDITS / 4);
  }

  private void tryGraph(long seed, Path place) throws Exception {
    LibraryGraph graph = new LibraryGraph(seed, place);
    CacheFolder cache = new CacheFolder(place.resolve("cache"), "this");
    List<String> edits = new ArrayList<>();
    int errors = 0;
    for (int step = 0; step < EDITS; step++) {
      edits.add(graph.edit());
      String program = graph.program();
      String right = CachedRun.outcome(program, graph.folders(), null);
      assertThat(CachedRun.outcome(program, graph.folders(), cache))
          .as("seed=%d step=%d edits=%s program=%s", seed, step, edits, program)
          .isEqualTo(right);
      errors = right.contains("! ") ? errors + 1 : 0;
      withoutError += errors == 0 ? 1 : 0;
      if (errors > MOST_ERRORS) {
        graph.mend();
      }
    }
  }
}
