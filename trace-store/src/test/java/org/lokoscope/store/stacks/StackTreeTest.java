// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.stacks.StackQuery.Weight;
import org.lokoscope.store.stacks.StackQuery.Who;
import org.lokoscope.store.stacks.StackTrees.Split;

final class StackTreeTest {

  private static final long MAIN = 11;
  private static final long LOOP = 12;
  private static final long LEAF = 13;
  private static final long SPAWN = 14;
  private static final long A = (1L << 32) + 1;
  private static final long B = (1L << 32) + 2;

  @TempDir static Path folder;
  private static Path directory;

  /** A runs in the loop twice and in the leaf thrice, seven turns deep; B once in the leaf. */
  @BeforeAll
  static void record() {
    directory = folder.resolve("trace");
    AtomicLong clock = new AtomicLong();
    try (TraceRecorder recorder =
        TraceRecorder.create(directory, "p.sps", Map.of(), clock::incrementAndGet)) {
      Probe probe = recorder.probe(0);
      for (long text = 1; text <= 3; text++) {
        probe.stringDefined(0, text, List.of("", "p.sps", "work", "(f x)").get((int) text));
      }
      for (long site = MAIN; site <= SPAWN; site++) {
        // The leaf and the loop are two places of one line.
        probe.siteDefined(0, site, 1, (int) (site == LEAF ? LOOP : site), (int) site, 2, 3);
      }
      probe.processSpawned(1, 1, 0, 1, 0);
      probe.fiberSpawned(2, A, 1, 0, SPAWN);
      probe.fiberSpawned(3, B, 1, A, MAIN);
      long[] loop = {1, 1, LOOP, 5, 1, 1, MAIN, 7};
      long[] leaf = {1, 1, LEAF, 2, 7, 1, LOOP, 5, 1, 1, MAIN, 7};
      probe.stackSampled(10, A, 2, loop);
      probe.stackSampled(11, A, 9, leaf);
      probe.stackSampled(12, B, 2000, new long[] {1, 1, LEAF, 2});
      probe.stackSampled(13, A, 9, leaf);
      probe.stackSampled(14, A, 2, loop);
      probe.stackSampled(15, A, 9, leaf);
      probe.stackSnapshot(20, A, 1, 9, leaf);
    }
  }

  private static Trace open() {
    return Traces.open(directory, Progress.NONE);
  }

  private static String line(StackTree node) {
    return node.place().site().position();
  }

  @Test
  void shouldShareWhatStacksBeginWith() {
    try (Trace trace = open()) {
      StackTree root = StackTrees.of(trace, StackQuery.all(Weight.SAMPLES));
      assertThat(root.total()).isEqualTo(6);
      assertThat(root.children())
          .extracting(StackTreeTest::line, StackTree::self, StackTree::total)
          .containsExactly(tuple("p.sps:11:11", 0L, 5L), tuple("deeper frames", 0L, 1L));
      StackTree loop = root.children().getFirst().children().getFirst();
      assertThat(loop.self()).isEqualTo(2);
      assertThat(loop.total()).isEqualTo(5);
      assertThat(loop.frames()).isEqualTo(2 + 3 * 7);
      assertThat(loop.children())
          .extracting(StackTreeTest::line, StackTree::self, StackTree::total)
          .containsExactly(tuple("p.sps:12:13", 3L, 3L));
    }
  }

  @Test
  void shouldCountALineOnceForEachStack() {
    try (Trace trace = open()) {
      StackTree root = StackTrees.of(trace, StackQuery.all(Weight.SAMPLES));
      assertThat(HotLine.of(root))
          .extracting(line -> line.site().shortPosition(), HotLine::self, HotLine::total)
          .containsExactly(
              tuple("p.sps:12", 6L, 6L), tuple("p.sps:11", 0L, 5L), tuple("deeper frames", 0L, 1L));
    }
  }

  @Test
  void shouldNameTheStacksThatAreTheHottest() {
    try (Trace trace = open()) {
      StackTree root = StackTrees.of(trace, StackQuery.all(Weight.SAMPLES));
      List<HotStack> stacks = HotStack.of(root, 2);
      assertThat(stacks).extracting(HotStack::self).containsExactly(3L, 2L);
      assertThat(stacks.getFirst().nodes())
          .extracting(StackTreeTest::line)
          .containsExactly("p.sps:12:13", "p.sps:12:12", "p.sps:11:11");
    }
  }

  @Test
  void shouldLookAtOneTimeAndAtSomeFibers() {
    try (Trace trace = open()) {
      StackQuery all = StackQuery.all(Weight.SAMPLES);
      assertThat(StackTrees.of(trace, all.within(11, 13)).total()).isEqualTo(2);
      assertThat(StackTrees.of(trace, all.of(new Who.Fibers(Set.of(B)))).total()).isEqualTo(1);
      assertThat(StackTrees.of(trace, all.of(new Who.SpawnedAt(SPAWN))).total()).isEqualTo(5);
      assertThat(StackTrees.split(trace, all, Split.FIBER))
          .extracting(StackTrees.Group::subject, group -> group.tree().total())
          .containsExactly(tuple(A, 5L), tuple(B, 1L));
      assertThat(StackTrees.split(trace, all, Split.SPAWN_SITE))
          .extracting(StackTrees.Group::name, group -> group.tree().total())
          .containsExactly(tuple("p.sps:14:14", 5L), tuple("p.sps:11:11", 1L));
    }
  }

  @Test
  void shouldWeighByTheWordsOfSuspendedFibers() {
    try (Trace trace = open()) {
      StackTree root = StackTrees.of(trace, StackQuery.all(Weight.WORDS));
      assertThat(root.total()).isEqualTo(2 + 7 * 5 + 7);
      StackTree main = root.children().getFirst();
      assertThat(main.self()).isEqualTo(7);
      assertThat(main.children().getFirst().self()).isEqualTo(35);
      assertThat(main.children().getFirst().children().getFirst().self()).isEqualTo(2);
    }
  }
}
