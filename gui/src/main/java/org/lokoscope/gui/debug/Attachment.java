// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.lokoscope.gui.work.ControlSocket;

/** Carries what a user types to a program that was started as debuggable, and back. */
public final class Attachment implements AutoCloseable {

  private final SocketChannel channel;

  /**
   * @param pid the operating system's number of the program
   * @param face {@link DebuggableRun#PROMPT} or {@link DebuggableRun#PROTOCOL}
   * @throws IOException if there is no such program
   */
  public Attachment(long pid, String face) throws IOException {
    channel = ControlSocket.connect(pid, ControlSocket.DEBUG);
    send(face + "\n");
  }

  /** What the program says. */
  public InputStream in() {
    return Channels.newInputStream(channel);
  }

  /** What it is told. */
  public OutputStream out() {
    return Channels.newOutputStream(channel);
  }

  private void send(String text) throws IOException {
    Channels.newOutputStream(channel).write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends the conversation, once what was said last has been taken; does not wait. */
  public void end() {
    try {
      channel.shutdownOutput();
    } catch (IOException gone) {
      // As at the end.
    }
  }

  /** Carries octets both ways until one side ends. */
  public void relay(InputStream in, OutputStream out) throws IOException {
    Thread answers = Thread.ofPlatform().daemon().start(() -> copyAnswers(out));
    byte[] buffer = new byte[8192];
    OutputStream to = Channels.newOutputStream(channel);
    int count = in.read(buffer);
    while (count >= 0) {
      to.write(buffer, 0, count);
      count = in.read(buffer);
    }
    channel.shutdownOutput();
    join(answers);
  }

  private void copyAnswers(OutputStream out) {
    byte[] buffer = new byte[8192];
    try {
      InputStream from = Channels.newInputStream(channel);
      int count = from.read(buffer);
      while (count >= 0) {
        out.write(buffer, 0, count);
        out.flush();
        count = from.read(buffer);
      }
    } catch (IOException gone) {
      // The program has ended.
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException wish) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same line by line from a terminal, with history, until the user or the program ends. */
  public void prompt(Path data) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      Files.createDirectories(data);
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .appName("lokoscope")
              .variable(LineReader.HISTORY_FILE, data.resolve("debug-history"))
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
      Thread answers = Thread.ofPlatform().daemon().start(() -> show(reader));
      while (answers.isAlive()) {
        try {
          send(reader.readLine("(lokoscope) ") + "\n");
        } catch (UserInterruptException wish) {
          send(DebuggableRun.INTERRUPT + "\n");
        } catch (EndOfFileException end) {
          return;
        }
      }
    }
  }

  private void show(LineReader reader) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        reader.printAbove(line);
        line = lines.readLine();
      }
    } catch (IOException gone) {
      // The program has ended.
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
