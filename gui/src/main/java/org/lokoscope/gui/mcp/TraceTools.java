// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.mcp;

import java.util.List;
import org.lokoscope.gui.mcp.TraceTool.Argument;
import org.lokoscope.gui.mcp.TraceTool.Kind;
import org.lokoscope.gui.snapshot.PaintedView;
import org.lokoscope.gui.snapshot.PaintedViews;

/** The questions that can be asked; docs/mcp.md lists them. */
final class TraceTools {

  private static final Argument TRACE =
      Argument.trace("trace", "The directory of the trace, best as an absolute path.");
  private static final Argument AT =
      Argument.option("at", Kind.TEXT, "An instant of the run, such as 1.2s or 350ms.");
  private static final Argument RANGE =
      Argument.option("range", Kind.TEXT, "Only this time, such as 1.5s..1.7s.");
  private static final Argument LIMIT =
      Argument.option("limit", Kind.NUMBER, "At most so many rows.");
  private static final Argument FORMAT =
      Argument.option(
          "format", Kind.TEXT, "The form of the answer; text is shorter.", "text", "json");

  private TraceTools() {}

  static List<TraceTool> all() {
    return List.of(
        text(
            "info",
            "info",
            "What a trace holds: program, duration, events by type, fibers, processes, what was"
                + " lost or damaged. Ask this first.",
            FORMAT,
            TRACE),
        text(
            "findings",
            "report",
            "The diagnosis: what leaks or blocks, at which line, and what to change.",
            FORMAT,
            TRACE),
        text(
            "query",
            "find",
            "Finds fibers, intervals or events. Examples of the query: worker* ;"
                + " state:blocked > 10ms fiber:worker* ; type:timer* time:1.2s..1.5s",
            LIMIT,
            TRACE,
            Argument.required("query", Kind.WORD, "A query in Lokoscope's language.")),
        text(
            "state",
            "state",
            "The whole scheduler at an instant: what runs, who is ready, who waits on which side"
                + " of which channel and since when, timers, mailboxes; without at, at the end.",
            AT,
            FORMAT,
            TRACE),
        text(
            "wake_chain",
            "why",
            "Why a fiber had to wait: who woke it, what kept that one from doing so before, and"
                + " so on. Explains the longest wait of the fibers that the query finds.",
            AT,
            Argument.option("steps", Kind.NUMBER, "Go back at most so many steps."),
            TRACE,
            Argument.required("query", Kind.WORD, "Which fibers, such as worker*.")),
        text(
            "top",
            "top",
            "How long fibers ran, were ready, were blocked and slept; or who woke whom.",
            Argument.option(
                "by", Kind.TEXT, "What has a row of its own.", "fiber", "site", "all", "wakes"),
            RANGE,
            LIMIT,
            TRACE),
        text(
            "profile",
            "profile",
            "The hottest lines and stacks, by samples (if the run was recorded with --sample) or"
                + " by the words that suspended fibers hold.",
            Argument.option("words", Kind.FLAG, "Weigh by heap words instead of by samples."),
            RANGE,
            LIMIT,
            TRACE),
        text(
            "sql",
            "sql",
            "Asks a trace in SQL (DuckDB). Tables: runs, events, processes, fibers, objects,"
                + " sites, intervals, wakes, captures, growth, offers, timers, messages, findings.",
            TRACE,
            Argument.required("query", Kind.WORD, "A SELECT.")),
        text(
            "compare",
            "compare",
            "Which leaks are gone, new or still there in a second trace of a program.",
            Argument.trace("trace", "The trace before the change."),
            Argument.trace("after", "The trace after it.")),
        text(
            "dump",
            "dump",
            "What each fiber of a program does that runs now under lokoscope run or record; the"
                + " program goes on.",
            Argument.required(
                "pid", Kind.NUMBER_WORD, "The number of its operating-system process.")),
        new TraceTool(
            "snapshot",
            "snapshot",
            "A picture (PNG) of a trace.",
            List.of(
                Argument.option(
                    "view",
                    Kind.TEXT,
                    "What to draw.",
                    PaintedViews.all().stream().map(PaintedView::name).toArray(String[]::new)),
                Argument.option("size", Kind.TEXT, "In pixels, such as 1600x900."),
                RANGE,
                Argument.option("theme", Kind.TEXT, "Its colours.", "dark", "light"),
                TRACE),
            true));
  }

  private static TraceTool text(
      String name, String command, String description, Argument... arguments) {
    return new TraceTool(name, command, description, List.of(arguments), false);
  }
}
