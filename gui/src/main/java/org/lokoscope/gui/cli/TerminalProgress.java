// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.lokoscope.store.Progress;
import org.lokoscope.tracer.text.Figures;

/**
 * A bar on the terminal for what takes longer than a second. Draws nothing when standard error is
 * no terminal.
 */
final class TerminalProgress implements Progress, AutoCloseable {

  private static final long DELAY = 1_000_000_000;
  private static final long PACE = 100_000_000;
  private static final int WIDTH = 28;

  private final PrintStream out;
  private final boolean terminal;
  private final long began = System.nanoTime();
  private long drawn;
  private boolean visible;

  TerminalProgress() {
    this(System.err, System.console() != null && System.console().isTerminal());
  }

  TerminalProgress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public synchronized boolean at(long done, long total, String what) {
    long now = System.nanoTime();
    if (terminal && now - began > DELAY && now - drawn > PACE) {
      drawn = now;
      visible = true;
      out.print("\r\u001b[K" + line(done, total, what));
      out.flush();
    }
    return true;
  }

  static String line(long done, long total, String what) {
    if (total <= 0) {
      return what + " " + Figures.count(done);
    }
    double part = Math.clamp((double) done / total, 0.0, 1.0);
    int full = (int) Math.round(part * WIDTH);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3.0f%% %s",
        "#".repeat(full),
        "-".repeat(WIDTH - full),
        part * 100,
        what);
  }

  /** Wipes the bar, so that other output can follow. */
  synchronized void clear() {
    if (visible) {
      visible = false;
      out.print("\r\u001b[K");
      out.flush();
    }
  }

  @Override
  public void close() {
    clear();
  }
}
