// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Imported;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;
import org.lokoscope.tracer.buffer.TraceWriter;
import org.lokoscope.tracer.codec.RunId;
import org.lokoscope.tracer.codec.StreamOrigin;

/**
 * Several files of chunks that are named become one trace; each used to need a trace of its own.
 */
final class ManyStreamsTest {

  private static final long FIBER = (1L << 32) + 1;

  @TempDir Path folder;

  /** A stream of one fiber, which is spawned at 1000 and ends at 2000 of its own clock. */
  private Path stream(String name, long monotonic, boolean says) throws IOException {
    Path file = folder.resolve(name);
    RunId run = RunId.random();
    StreamOrigin origin =
        new StreamOrigin(
            run, 7, 1_000_000_000L + monotonic, monotonic, capabilities(), "here", "Mini", "1");
    try (OutputStream out = Files.newOutputStream(file);
        TraceWriter writer =
            new TraceWriter((chunk, at, n) -> out.write(chunk, at, n), failure -> {}, run.tag())) {
      Probe probe = writer.probe(0);
      if (says) {
        origin.announce(probe);
      }
      probe.stringDefined(500, 1, name);
      probe.fiberSpawned(1000, FIBER, 0, 1, 0);
      probe.named(1000, FIBER, 1);
      probe.fiberResumed(1500, FIBER);
      probe.fiberEnded(2000, FIBER, 0);
    }
    return file;
  }

  private static Set<Capability> capabilities() {
    return EnumSet.of(Capability.WAKES);
  }

  @Test
  void shouldPutThemOnOneAxisInWhateverOrderTheyAreNamed() throws Exception {
    Path early = stream("early", 50_000, true);
    Path late = stream("late", 55_000, true);
    Path trace = folder.resolve("trace");
    Imported imported = ChunkDirectory.read(List.of(late, early), "both", trace, Progress.NONE);
    assertThat(imported.damaged()).isZero();
    assertThat(TraceVerifier.verify(trace, Progress.NONE).status())
        .isEqualTo(Verification.Status.INTACT);
    try (Trace opened = Traces.open(trace, Progress.NONE)) {
      assertThat(opened.fibers()).extracting(FiberInfo::name).containsExactly("early", "late");
      assertThat(opened.fibers()).extracting(FiberInfo::id).doesNotHaveDuplicates();
      assertThat(opened.events(0, Long.MAX_VALUE, Set.of("fiberSpawned"), 9))
          .extracting(EventRow::time)
          .containsExactly(1000L, 6000L);
    }
  }

  @Test
  void shouldNameTheFileThatDoesNotSayWhenItBegan() throws Exception {
    Path silent = stream("silent", 0, false);
    assertThatThrownBy(
            () ->
                ChunkDirectory.read(
                    List.of(stream("one", 1, true), silent),
                    "both",
                    folder.resolve("trace"),
                    Progress.NONE))
        .isInstanceOf(TraceException.class)
        .hasMessage(silent + ": does not say when it began, so it cannot be put beside others");
    assertThat(folder.resolve("trace")).doesNotExist();
  }
}
