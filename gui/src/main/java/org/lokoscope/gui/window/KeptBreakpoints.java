// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.model.DebugModel;
import org.lokoscope.gui.debug.model.DebugNotes;
import org.lokoscope.gui.work.TraceMarks;

/**
 * Keeps the breakpoints and watches of what is debugged, and brings them back when it is opened
 * again: those of a trace in a file beside it; those of a program in the user's directory, as what
 * lies beside a program is often kept under version control. Lives on the FX thread; files are read
 * and written elsewhere.
 */
final class KeptBreakpoints {

  private static final int PATIENCE_SECONDS = 2;

  private final DebugModel model;
  private final Path data;
  private final Executor view;
  private final Runnable unwritable;
  private final ExecutorService disk =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("debug-notes").factory());
  private @Nullable Path file;
  private String program = "";
  private boolean filling;

  /** What was written or read last. */
  private @Nullable DebugNotes last;

  /**
   * @param data the user's directory
   * @param view runs what belongs to the thread of the screen there
   * @param unwritable told where they cannot be kept
   */
  KeptBreakpoints(DebugModel model, Path data, Executor view, Runnable unwritable) {
    this.model = model;
    this.data = data;
    this.view = view;
    this.unwritable = unwritable;
    model.breakpoints().points().listen(points -> keep());
    model.watches().listen(watches -> keep());
  }

  /** A trace is opened. */
  void ofTrace(Path trace, String itsProgram) {
    of(TraceMarks.breakpoints(trace), itsProgram, () -> {});
  }

  /** A program is to be debugged; what follows waits for its breakpoints. */
  void ofProgram(Path its, Runnable then) {
    Path absolute = its.toAbsolutePath().normalize();
    String name =
        absolute.getFileName()
            + "-"
            + UUID.nameUUIDFromBytes(absolute.toString().getBytes(StandardCharsets.UTF_8))
            + ".json";
    of(data.resolve("breakpoints").resolve(name), absolute.toString(), then);
  }

  /** Where they are kept now; null as long as nothing was opened. */
  @Nullable Path file() {
    return file;
  }

  private void of(Path next, String itsProgram, Runnable then) {
    if (next.equals(file)) {
      then.run();
      return;
    }
    disk.execute(
        () -> {
          Optional<DebugNotes> kept = DebugNotes.read(next);
          view.execute(
              () -> {
                take(next, itsProgram.replaceFirst("^.*/", ""), kept);
                then.run();
              });
        });
  }

  /** Where nothing was kept, those of the same program are of use; others are not. */
  private void take(Path next, String itsProgram, Optional<DebugNotes> kept) {
    file = next;
    filling = true;
    if (kept.isPresent()) {
      model.breakpoints().replace(kept.get().points());
      model.watchOnly(kept.get().watches());
    } else if (!itsProgram.equals(program)) {
      model.breakpoints().replace(List.of());
      model.watchOnly(List.of());
    }
    filling = false;
    last = kept.orElse(null);
    program = itsProgram;
  }

  private void keep() {
    Path into = file;
    if (into == null || filling || disk.isShutdown()) {
      return;
    }
    DebugNotes now = new DebugNotes(model.breakpoints().points().get(), model.expressions());
    if (now.equals(last)) {
      return;
    }
    last = now;
    disk.execute(
        () -> {
          if (!now.write(into)) {
            view.execute(unwritable);
          }
        });
  }

  /** Waits until all is written; nothing is kept any more. */
  void close() {
    disk.shutdown();
    try {
      if (!disk.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        disk.shutdownNow();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
