// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.DebuggedRun;
import org.lokoscope.gui.work.EventTarget;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.ReplayableRun;
import org.lokoscope.runtime.debug.Reversal;
import org.lokoscope.runtime.world.StandardStream;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.runtime.world.World;
import org.lokoscope.store.Trace;

/** Reads the commands of a user who debugs a program, from a terminal or from a pipe. */
public final class DebugPrompt {

  private static final String PROMPT = "(lokoscope) ";

  private final Path program;
  private final List<String> arguments;
  private final LaunchSettings settings;
  private final byte[] input;
  private @Nullable Path scratch;
  private @Nullable Trace recorded;
  private @Nullable Path trace;
  private @Nullable EventTarget target;

  /**
   * @param input what the program reads from standard input
   */
  public DebugPrompt(Path program, List<String> arguments, LaunchSettings settings, byte[] input) {
    this.program = program;
    this.arguments = List.copyOf(arguments);
    this.settings = settings;
    this.input = input.clone();
  }

  /**
   * Lets the user go back: the run is deterministic, and has no network, no commands, and a
   * directory of its own for relative file names, so that it can be repeated.
   */
  public DebugPrompt reversible(Path folder) {
    scratch = folder;
    return this;
  }

  /**
   * A prompt for the run of a trace that was recorded with {@code --replayable}; one can go back in
   * it.
   *
   * @param directory of the trace
   * @param recorded the same, open
   */
  public static DebugPrompt replaying(Path directory, Trace recorded) {
    DebugPrompt prompt =
        new DebugPrompt(
            ReplayableRun.program(directory), List.of(), LaunchSettings.DEFAULT, new byte[0]);
    prompt.recorded = recorded;
    prompt.trace = directory;
    return prompt;
  }

  /** Has the run of a trace go on, at first, to an event. */
  public DebugPrompt upTo(EventTarget event) {
    target = event;
    return this;
  }

  /**
   * Obeys commands until the user quits.
   *
   * @param data the directory that keeps the history
   * @return the exit status of the program if it has ended, else 0
   */
  public int run(Path data) throws IOException {
    if (System.console() != null && System.console().isTerminal()) {
      try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
        Files.createDirectories(data);
        return run(terminal, data.resolve("debug-history"));
      }
    }
    return run(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        StandardStream.output());
  }

  private DebugSession session(OutputStream output, PrintWriter writer) {
    return new DebugSession(
        program,
        () -> start(output, false, target),
        writer,
        scratch == null && recorded == null ? null : new Reversal(() -> start(output, true, null)));
  }

  private Reversal.Rerun start(OutputStream output, boolean silently, @Nullable EventTarget event) {
    AtomicBoolean silent = new AtomicBoolean(silently);
    return new Reversal.Rerun(start(new Gate(output, silent), event), silent::set);
  }

  private DebuggedRun start(OutputStream shown, @Nullable EventTarget event) {
    if (recorded != null && trace != null) {
      return ReplayableRun.debugged(trace, recorded, shown, shown, event);
    }
    World console =
        SystemWorld.watched(
            new ByteArrayInputStream(input),
            shown,
            shown,
            DebuggedRun.commandLine(program, arguments));
    return scratch == null
        ? new DebuggedRun(program, settings, console).standing()
        : DebuggedRun.reversible(program, settings, console, scratch);
  }

  private void begin(DebugSession session) {
    if (target == null) {
      session.begin();
    } else {
      session.beginAndGo();
    }
  }

  /** Lets nothing pass while what a program prints was shown before. */
  private static final class Gate extends OutputStream {
    private final OutputStream to;
    private final AtomicBoolean closed;

    Gate(OutputStream to, AtomicBoolean closed) {
      this.to = to;
      this.closed = closed;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (!closed.get()) {
        to.write(bytes, from, count);
        to.flush();
      }
    }
  }

  /** Obeys what is read, one command a line. */
  int run(BufferedReader commands, OutputStream output) throws IOException {
    PrintWriter writer = new PrintWriter(output, true, StandardCharsets.UTF_8);
    try (DebugSession session = session(output, writer)) {
      begin(session);
      String line = commands.readLine();
      while (line != null && session.obey(line)) {
        line = commands.readLine();
      }
      return session.status();
    }
  }

  private int run(Terminal terminal, Path history) {
    PrintWriter writer = terminal.writer();
    try (DebugSession session = session(terminal.output(), writer)) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .appName("lokoscope")
              .completer(
                  (_, line, candidates) -> {
                    for (String word : session.completions(line.line(), line.cursor())) {
                      candidates.add(new Candidate(word));
                    }
                  })
              .variable(LineReader.HISTORY_FILE, history)
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
      terminal.handle(Terminal.Signal.INT, signal -> session.interrupt());
      begin(session);
      writer.flush();
      String line = read(reader);
      while (line != null && session.obey(line)) {
        writer.flush();
        line = read(reader);
      }
      return session.status();
    }
  }

  private static @Nullable String read(LineReader reader) {
    while (true) {
      try {
        return reader.readLine(PROMPT);
      } catch (UserInterruptException dropped) {
        // What was typed is dropped, and the prompt comes again.
      } catch (EndOfFileException end) {
        return null;
      }
    }
  }
}
