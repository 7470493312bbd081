// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.store.state.SchedulerStates;
import org.lokoscope.store.state.StateJson;
import org.lokoscope.store.state.StateText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    description = {
      "Show the whole scheduler at an instant of a trace.",
      "",
      "What each CPU runs, who is ready and in which order, who waits on which side of which"
          + " channel or condition and since when, timers, mailboxes."
    })
final class StateCommand implements Callable<Integer> {

  /** The form of the output. */
  enum Format {
    TEXT,
    JSON
  }

  @Mixin private OutputFile output;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "The instant, such as 1.2s or 350ms; without it, the end of the trace.")
  private @Nullable String at;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Output format (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The directory of the trace.")
  private Path directory;

  @Override
  public Integer call() {
    Long instant = at == null ? null : TimeArgument.instant("--at", at.toLowerCase(Locale.ROOT));
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = new StoreWorkbench().open(directory, progress);
        SchedulerStates states = SchedulerStates.open(trace, progress)) {
      SchedulerState state = states.at(instant == null ? trace.end() : instant);
      progress.clear();
      output.write(
          switch (format) {
            case TEXT -> StateText.of(state, trace);
            case JSON -> StateJson.of(state, trace);
          });
      return ExitStatus.of(trace.info());
    }
  }
}
