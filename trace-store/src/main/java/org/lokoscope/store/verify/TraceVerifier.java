// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.verify;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lokoscope.store.Progress;
import org.lokoscope.store.index.Merge;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.TraceFolder;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.store.verify.Verification.Status;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.EventDispatcher;
import org.lokoscope.tracer.lifecycle.LifecycleCheck;
import org.lokoscope.tracer.schema.Schema;
import org.lokoscope.tracer.text.Count;

/** Reads every chunk and every event of a trace and says what is missing or wrong. */
public final class TraceVerifier {

  private static final int LOST = Schema.code("eventsLost");

  private TraceVerifier() {}

  /**
   * Checks a trace.
   *
   * @throws org.lokoscope.store.TraceException if the directory is not a trace
   */
  public static Verification verify(Path directory, Progress progress) {
    TraceFolder folder = TraceFolder.of(directory);
    try (ChunkLog log = ChunkLog.open(folder)) {
      ChunkLog.Contents contents = log.scan(progress);
      LifecycleCheck lifecycle = new LifecycleCheck(contents.holes());
      DefinitionCheck definitions = new DefinitionCheck();
      Merge merge = new Merge(log, contents.chunks(), progress, "Checking the events");
      long events = 0;
      long lost = 0;
      while (merge.next()) {
        ChunkCursor event = merge.event();
        events++;
        lost += event.code() == LOST ? event.value(1) : 0;
        EventDispatcher.INSTANCE.dispatch(event, lifecycle);
        definitions.see(merge.stream(), event);
      }
      return result(folder, contents, events, lost, lifecycle, definitions);
    }
  }

  private static Verification result(
      TraceFolder folder,
      ChunkLog.Contents contents,
      long events,
      long lost,
      LifecycleCheck lifecycle,
      DefinitionCheck definitions) {
    TraceMeta meta = folder.meta();
    List<String> lines = new ArrayList<>(contents.damage());
    if (meta.isLost()) {
      lines.add(meta.incomplete());
    } else if (!meta.incomplete().isEmpty()) {
      lines.add("trace incomplete: " + meta.incomplete());
    } else if (folder.recording()) {
      lines.add("still being recorded: what was complete at this moment was checked");
    } else if (!meta.finished()) {
      lines.add("recording interrupted: up to the last 50 ms may be missing");
    }
    if (lost > 0) {
      lines.add(Count.of(lost, "event") + " lost: the recorder could not keep up");
    }
    if (lifecycle.violations() > 0) {
      lines.add(Count.of(lifecycle.violations(), "illegal state transition") + ", first of them:");
      lifecycle.lines().forEach(line -> lines.add("  " + line));
    }
    lines.addAll(definitions.lines());
    boolean damaged =
        meta.isLost()
            || !contents.damage().isEmpty()
            || lifecycle.violations() > 0
            || definitions.undefined() > 0;
    boolean complete = meta.finished() && lost == 0;
    return new Verification(
        folder.directory(),
        damaged ? Status.DAMAGED : complete ? Status.INTACT : Status.INCOMPLETE,
        contents.chunks().size(),
        events,
        contents.damaged() + (meta.isLost() ? 1 : 0),
        lost,
        lifecycle.violations(),
        definitions.undefined(),
        folder.recording(),
        meta.finished(),
        List.copyOf(lines));
  }
}
