// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.repl;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.process.Session;
import org.lokoscope.runtime.world.StandardStream;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.tracer.text.Reason;

/** Starts a prompt, at a terminal or on streams. */
public final class Prompt {

  private final RunSettings settings;
  private final List<Path> libraryFolders;
  private final List<Path> guile;

  /**
   * @param guile where an installed Guile keeps its modules
   */
  public Prompt(RunSettings settings, List<Path> libraryFolders, List<Path> guile) {
    this.settings = settings;
    this.libraryFolders = libraryFolders;
    this.guile = guile;
  }

  /**
   * Runs a prompt at the user's terminal; on the standard streams if they are none.
   *
   * @param data the directory that keeps the history
   * @return the exit status
   */
  public int run(Path data) {
    boolean isTerminal = System.console() != null && System.console().isTerminal();
    if (!isTerminal) {
      return run(
          new FileInputStream(FileDescriptor.in), StandardStream.output(), StandardStream.error());
    }
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      Files.createDirectories(data);
      return run(terminal, data.resolve("repl-history"));
    } catch (IOException problem) {
      return run(
          new FileInputStream(FileDescriptor.in), StandardStream.output(), StandardStream.error());
    }
  }

  int run(InputStream in, OutputStream out, OutputStream errors) {
    InputStream shared = new LineStream(in);
    SystemWorld world = new SystemWorld(shared, out, errors, List.of("repl"));
    try (Session session = new Session(settings, world, libraryFolders, guile)) {
      Results results = new Results(out);
      int status = new Repl(session, writer(results), writer(errors)).run(new PipeInput(shared));
      return results.failure == null ? status : lost(results.failure, writer(errors));
    }
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Nobody gets the results, so it is of no use to go on. */
  private static int lost(IOException why, PrintWriter errors) {
    if (StandardStream.isBrokenPipe(why)) {
      return StandardStream.BROKEN_PIPE_STATUS;
    }
    errors.println("lokoscope: cannot write to standard output: " + Reason.of(why));
    return 1;
  }

  /** Remembers why something could not be written, which a writer does not tell. */
  private static final class Results extends FilterOutputStream {
    private @Nullable IOException failure;

    Results(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }

  int run(Terminal terminal, Path history) {
    Screen screen = new Screen(terminal.output());
    SystemWorld world = SystemWorld.watched(terminal.input(), screen, screen, List.of("repl"));
    try (Session session = new Session(settings, world, libraryFolders, guile)) {
      TerminalInput input = new TerminalInput(terminal, history, session::names);
      screen.input = input;
      terminal.handle(Terminal.Signal.INT, signal -> session.interrupt());
      PrintWriter writer = terminal.writer();
      writer.println("Lokoscope. Type ,help for help, Ctrl-D to exit.");
      return new Repl(session, writer, writer).run(input);
    }
  }

  /** What the program writes goes to where the user is typing, as soon as he can. */
  private static final class Screen extends OutputStream {
    private final OutputStream bare;
    private @Nullable TerminalInput input;

    Screen(OutputStream bare) {
      this.bare = bare;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (input == null) {
        bare.write(bytes, from, count);
        bare.flush();
      } else {
        input.show(bytes, from, count);
      }
    }
  }
}
