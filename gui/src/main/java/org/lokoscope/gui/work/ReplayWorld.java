// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.journal.JournaledFileSystem;
import org.lokoscope.runtime.world.Journal;
import org.lokoscope.runtime.world.World;

/**
 * The world of a run that can be repeated, at its recording and at its replay: the console, the
 * command line and the environment, and through a {@link Journal} files, sockets and commands. Its
 * clock and its chance are those of a seed. Whatever else is outside is refused.
 */
final class ReplayWorld implements World {

  private final InputStream input;
  private final OutputStream output;
  private final OutputStream errors;
  private final World clock;
  private final Path folder;
  private final List<String> commandLine;
  private final Map<String, String> environment;
  private final Journal journal;
  private final JournaledFileSystem files;
  private final Consumer<String> refusal;

  /**
   * @param clock how the thread of the run waits
   * @param refusal is told, by the thread of the run, what outside it wants, before a condition is
   *     raised
   */
  ReplayWorld(
      InputStream input,
      OutputStream output,
      OutputStream errors,
      World clock,
      Path folder,
      List<String> commandLine,
      Map<String, String> environment,
      Journal journal,
      Consumer<String> refusal) {
    this.input = input;
    this.output = output;
    this.errors = errors;
    this.clock = clock;
    this.folder = folder;
    this.commandLine = List.copyOf(commandLine);
    this.environment = Map.copyOf(environment);
    this.journal = journal;
    this.files = new JournaledFileSystem(journal);
    this.refusal = refusal;
  }

  @Override
  public void outside(String what) {
    refusal.accept(what);
    throw Raise.error(null, "this run is recorded to be replayed, and may not use " + what);
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public Path file(Path named) {
    return files.file(named);
  }

  @Override
  public long nanoTime() {
    return clock.nanoTime();
  }

  @Override
  public long wallTimeMillis() {
    return clock.wallTimeMillis();
  }

  @Override
  public long nextRandom() {
    return clock.nextRandom();
  }

  @Override
  public void parkUntil(long deadline) {
    clock.parkUntil(deadline);
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public OutputStream errorOutput() {
    return errors;
  }

  @Override
  public Path workingDirectory() {
    return folder;
  }

  @Override
  public List<String> commandLine() {
    return commandLine;
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  /** Input of which each read is kept. */
  static InputStream kept(InputStream in, ReplayFile.Writer file) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int count = in.read(into, from, length);
        file.add(ReplayFile.Part.INPUT, into, from, Math.max(0, count));
        return count;
      }

      @Override
      public int available() throws IOException {
        return in.available();
      }
    };
  }

  /** Output that is kept, and goes on to where it should. */
  static OutputStream kept(OutputStream to, ReplayFile.Part part, ReplayFile.Writer file) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        file.add(part, bytes, from, length);
        to.write(bytes, from, length);
      }

      @Override
      public void flush() throws IOException {
        to.flush();
      }
    };
  }

  /** The same input once more, in the same reads. */
  static InputStream again(List<byte[]> reads) {
    Deque<byte[]> left = new ArrayDeque<>(reads);
    return new InputStream() {
      private byte[] now = new byte[0];
      private int at;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public synchronized int read(byte[] into, int from, int length) {
        if (at == now.length) {
          byte[] next = left.poll();
          if (next == null || next.length == 0) {
            return -1;
          }
          now = next;
          at = 0;
        }
        int count = Math.min(length, now.length - at);
        System.arraycopy(now, at, into, from, count);
        at += count;
        return count;
      }

      @Override
      public synchronized int available() {
        byte[] next = left.peek();
        return at < now.length ? now.length - at : next == null ? 0 : next.length;
      }
    };
  }

  /** Where two outputs part, in a line; empty if they are equal. */
  static String parting(String name, byte[] recorded, byte[] others) {
    int at = Arrays.mismatch(recorded, others);
    return at < 0
        ? ""
        : name
            + " differs from byte "
            + at
            + " on; recorded: "
            + excerpt(recorded, at)
            + "; now: "
            + excerpt(others, at);
  }

  private static String excerpt(byte[] bytes, int at) {
    if (at >= bytes.length) {
      return "its end";
    }
    String text = new String(bytes, at, Math.min(40, bytes.length - at), StandardCharsets.UTF_8);
    return '"' + text.replace("\n", "\\n") + '"';
  }
}
