// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.printer.Notation;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.StandardStream;
import org.lokoscope.runtime.world.World;

/**
 * The console and the current ports of one process. Console output is kept back until a line ends
 * (on a terminal), until the buffer is full, until somebody reads from the console, or until {@link
 * #flush(Machine)}, which whoever runs the process calls when it stops or ends.
 *
 * <p>Output that cannot be written is lost. The operation on the port that wrote it raises that; if
 * it left because of something else, the next one on the port does, or whoever runs the process
 * asks with {@link #takeLost}.
 */
public final class CurrentPorts {

  private static final Map<World, BackgroundSource> CONSOLES = new WeakHashMap<>();

  private final World world;
  private final Port consoleInput;
  private final Port consoleOutput;
  private final Port consoleError;

  /**
   * Why output was lost, unless somebody has been told; and whether nobody reads what is written.
   */
  private @Nullable IOException lost;

  private boolean unread;

  /** What a process calls the ports that it has numbers for. */
  private final Map<Port, Object> descriptors = new WeakHashMap<>();

  Port input;
  Port output;
  Port error;
  private Notation notation = Notation.R6RS;

  /** Custom ports that the running operation has to do with. */
  final ArrayDeque<Port> touched = new ArrayDeque<>(2);

  CurrentPorts(World world) {
    this.world = world;
    consoleOutput =
        console(
            "stdout",
            new ConsoleSink(),
            world.isInteractive() ? BufferMode.LINE : BufferMode.BLOCK);
    consoleError = console("stderr", new ErrorSink(world.errorOutput()), BufferMode.LINE);
    consoleInput = consoleInput(Transcoder.NATIVE);
    input = consoleInput;
    output = consoleOutput;
    error = consoleError;
    descriptors.put(consoleInput, 0L);
    descriptors.put(consoleOutput, 1L);
    descriptors.put(consoleError, 2L);
  }

  World world() {
    return world;
  }

  private Port consoleInput(@Nullable Transcoder transcoder) {
    BackgroundSource shared = console(world);
    return BackgroundPort.input(this, "stdin", shared, new ConsoleSource(shared), transcoder);
  }

  /** The console's input, which all processes of a run share. */
  public static BackgroundSource console(World world) {
    synchronized (CONSOLES) {
      return CONSOLES.computeIfAbsent(
          world.origin(), w -> BackgroundSource.ofStream(new StreamSource(w.input()), w.streams()));
    }
  }

  private static Port console(String name, ByteSink sink, BufferMode mode) {
    BinaryOutput bytes = new BinaryOutput(sink, mode);
    return Port.transcoded(name, null, bytes, Transcoder.NATIVE);
  }

  public Port input() {
    return input;
  }

  public Port output() {
    return output;
  }

  /** How the process writes data. */
  public Notation notation() {
    return notation;
  }

  public void notation(Notation chosen) {
    notation = chosen;
  }

  /** Whether these are the three ports that a process begins with. */
  public boolean isConsole(Object in, Object out, Object err) {
    return in == consoleInput && out == consoleOutput && err == consoleError;
  }

  public static CurrentPorts of(Machine machine) {
    return machine.local(CurrentPorts.class, m -> new CurrentPorts(m.world()));
  }

  /** Passes on what the process has written to the console so far. */
  public static void flush(Machine machine) {
    of(machine).flush();
  }

  private void flush() {
    pass();
    IOException problem = takeLost();
    if (problem != null) {
      throw IoErrors.write("flush-output-port", consoleOutput, problem);
    }
  }

  /** The same where nobody can be told: what is lost is remembered. */
  public static void pass(Machine machine) {
    of(machine).pass();
  }

  private void pass() {
    passOutput();
    try {
      consoleError.flush();
    } catch (IOException e) {
      lost = lost == null ? e : lost;
    }
  }

  private void passOutput() {
    IOException before = takeLost();
    try {
      consoleOutput.flush();
    } catch (IOException e) {
      lost = e;
    }
    lost = before == null ? lost : before;
  }

  /** Why output of the process was lost that nobody has been told of; null if none was. */
  public static @Nullable IOException takeLost(Machine machine) {
    return of(machine).takeLost();
  }

  private @Nullable IOException takeLost() {
    IOException told = lost;
    lost = null;
    return told;
  }

  /** Whether an object was raised only because nobody reads the console's output any more. */
  public static boolean isUnread(Machine machine, Object raised) {
    CurrentPorts ports = of(machine);
    return ports.unread
        && Conditions.isCondition(raised)
        && Conditions.is(raised, ConditionTypes.IO_WRITE)
        && Conditions.is(raised, ConditionTypes.IO_PORT)
        && ports.isOutput(Conditions.field(raised, ConditionTypes.IO_PORT, 0));
  }

  private boolean isOutput(@Nullable Object port) {
    return port instanceof Port found && found.name().equals(consoleOutput.name());
  }

  /** A fresh binary port each. */
  public Port standardInput() {
    return numbered(consoleInput(null), 0);
  }

  public Port standardOutput() {
    return numbered(standard("stdout", new ConsoleSink()), 1);
  }

  public Port standardError() {
    return numbered(standard("stderr", new StreamSink(world.errorOutput())), 2);
  }

  private Port numbered(Port port, long number) {
    descriptors.put(port, number);
    return port;
  }

  /** The file descriptor of a port: that of a standard stream, or what the program has said. */
  public Object descriptor(Port port) {
    return descriptors.getOrDefault(port, Boolean.FALSE);
  }

  public void descriptor(Port port, Object number) {
    descriptors.put(port, number);
  }

  /** Not buffered, so that it mixes well with the textual port of the same stream. */
  private Port standard(String name, ByteSink sink) {
    flush();
    return Port.binary(name, null, new BinaryOutput(sink, BufferMode.NONE));
  }

  /** Shows the user what was written before waiting for what is typed. */
  private final class ConsoleSource implements ByteSource {
    private final ByteSource source;

    ConsoleSource(ByteSource source) {
      this.source = source;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      flush();
      return source.read(into, from, count);
    }

    @Override
    public boolean isReady() throws IOException {
      return source.isReady();
    }
  }

  /** Standard output, which remembers what somebody is still to be told. */
  private final class ConsoleSink implements ByteSink {
    private final StreamSink sink = new StreamSink(world.output());

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      checkLost();
      try {
        sink.write(bytes, from, count);
      } catch (IOException e) {
        unread |= StandardStream.isBrokenPipe(e);
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      checkLost();
      sink.flush();
    }

    private void checkLost() throws IOException {
      IOException told = takeLost();
      if (told != null) {
        throw told;
      }
    }
  }

  /** What was written before an error message shall stand before it where both go to one place. */
  private final class ErrorSink implements ByteSink {
    private final StreamSink sink;

    ErrorSink(OutputStream stream) {
      this.sink = new StreamSink(stream);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      passOutput();
      sink.write(bytes, from, count);
    }

    @Override
    public void flush() throws IOException {
      sink.flush();
    }
  }

  /** Closing the port leaves the stream open: it belongs to the world. */
  private record StreamSink(OutputStream stream) implements ByteSink {

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      stream.write(bytes, from, count);
    }

    @Override
    public void flush() throws IOException {
      stream.flush();
    }
  }
}
