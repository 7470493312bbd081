// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.lokoscope.gui.work.ControlSocket;
import org.lokoscope.gui.work.DebugAdapters;
import org.lokoscope.gui.work.DebuggedRun;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * A program that runs as usual, and to which a debugger can attach: by a socket that only its user
 * can open. The first line says which face is wanted, the prompt or the Debug Adapter Protocol.
 */
public final class DebuggableRun {

  /** The first lines of a conversation. */
  public static final String PROMPT = "prompt";

  public static final String PROTOCOL = "dap";

  /** Asks what runs: its file, its arguments and whether somebody debugs it, a line each. */
  static final String WHO = "who";

  static final String TAKEN = "taken";

  /** Said by a prompt to a program that runs. */
  static final String INTERRUPT = "interrupt";

  private static final String END = "quit";

  private static final long LOOK_MILLIS = 50;

  private final Path program;
  private final List<String> arguments;
  private final DebuggedRun run;

  /** One at a time. */
  private boolean taken;

  /**
   * @throws org.lokoscope.gui.work.ProgramException if something is wrong with the program's text
   */
  public DebuggableRun(Path program, List<String> arguments, LaunchSettings settings) {
    this.program = program;
    this.arguments = arguments;
    this.run =
        new DebuggedRun(
            program, settings, SystemWorld.console(DebuggedRun.commandLine(program, arguments)));
  }

  /** Runs the program on this thread; returns its exit status. */
  public int run() {
    try (ControlSocket _ = new ControlSocket(ControlSocket.DEBUG, this::talk)) {
      return run.run();
    }
  }

  private void talk(SocketChannel client) throws IOException {
    InputStream in = Channels.newInputStream(client);
    OutputStream out = Channels.newOutputStream(client);
    String wanted = line(in);
    if (wanted.equals(WHO)) {
      out.write(who().getBytes(StandardCharsets.UTF_8));
      return;
    }
    synchronized (this) {
      if (taken) {
        out.write("Somebody else debugs this program.\n".getBytes(StandardCharsets.UTF_8));
        return;
      }
      taken = true;
    }
    try {
      if (wanted.equals(PROTOCOL)) {
        DebugAdapters.serve(in, out, run);
      } else {
        prompt(in, out);
      }
    } finally {
      synchronized (this) {
        taken = false;
      }
    }
  }

  private synchronized String who() {
    String words = String.join(" ", arguments).replaceAll("\\R", " ");
    return program.toAbsolutePath() + "\n" + words + "\n" + (taken ? TAKEN : "") + "\n";
  }

  /** Octet by octet, so that nothing is read of what follows. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int octet = in.read();
    while (octet >= 0 && octet != '\n' && line.length() < 100) {
      line.append((char) octet);
      octet = in.read();
    }
    return line.toString();
  }

  private void prompt(InputStream in, OutputStream out) {
    PrintWriter writer = new PrintWriter(out, true, StandardCharsets.UTF_8);
    BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    try (DebugSession session = new DebugSession(program, () -> run, writer)) {
      Thread reader = Thread.ofVirtual().start(() -> read(in, session, commands));
      session.join();
      String command = commands.take();
      while (session.obey(command) && !session.hasEnded()) {
        command = commands.take();
      }
      reader.interrupt();
    } catch (InterruptedException wish) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads while the program runs, too, so that it can be interrupted, and an end is noticed. */
  private static void read(InputStream in, DebugSession session, BlockingQueue<String> commands) {
    try {
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      String line = reader.readLine();
      while (line != null) {
        if (line.equals(INTERRUPT)) {
          session.interrupt();
        } else {
          commands.add(line);
        }
        line = reader.readLine();
      }
    } catch (IOException gone) {
      // As at the end.
    }
    commands.add(END);
    untilLast(commands);
    session.interrupt();
  }

  /**
   * Waits until nothing is left to be obeyed but the end: what the program does then is waited for
   * by nobody.
   */
  private static void untilLast(BlockingQueue<String> commands) {
    try {
      while (commands.size() > 1) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException _) {
      // The conversation is over.
    }
  }
}
