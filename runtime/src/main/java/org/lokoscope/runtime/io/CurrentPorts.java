package org.lokoscope.runtime.io;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.WeakHashMap;
import org.lokoscope.runtime.printer.Notation;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.World;

/**
 * The console and the current ports of one process. Console output is kept back until a line ends
 * (on a terminal), until the buffer is full, until somebody reads from the console, or until {@link
 * #flush(Machine)}, which whoever runs the process calls when it stops or ends.
 */
public final class CurrentPorts {

  private static final Map<World, BackgroundSource> CONSOLES = new WeakHashMap<>();

  private final World world;
  private final Port consoleInput;
  private final Port consoleOutput;
  private final Port consoleError;

  Port input;
  Port output;
  Port error;
  private Notation notation = Notation.R6RS;

  /** Custom ports that the running operation has to do with. */
  final ArrayDeque<Port> touched = new ArrayDeque<>(2);

  private CurrentPorts(World world) {
    this.world = world;
    consoleOutput =
        console(
            "stdout",
            new StreamSink(world.output()),
            world.isInteractive() ? BufferMode.LINE : BufferMode.BLOCK);
    consoleError = console("stderr", new ErrorSink(world.errorOutput()), BufferMode.LINE);
    consoleInput = consoleInput(Transcoder.NATIVE);
    input = consoleInput;
    output = consoleOutput;
    error = consoleError;
  }

  /** With a virtual clock a read blocks the run: nothing may depend on who is faster. */
  private Port consoleInput(Transcoder transcoder) {
    if (world.isVirtual()) {
      BinaryInput in = new BinaryInput(new ConsoleSource(new StreamSource(world.input())));
      return transcoder == null
          ? Port.binary("stdin", in, null)
          : Port.transcoded("stdin", in, null, transcoder);
    }
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
    try {
      consoleOutput.flush();
      consoleError.flush();
    } catch (IOException e) {
      throw IoErrors.write("flush-output-port", consoleOutput, e);
    }
  }

  /** A fresh binary port each. */
  public Port standardInput() {
    return consoleInput(null);
  }

  public Port standardOutput() {
    return standard("stdout", world.output());
  }

  public Port standardError() {
    return standard("stderr", world.errorOutput());
  }

  /** Not buffered, so that it mixes well with the textual port of the same stream. */
  private Port standard(String name, OutputStream stream) {
    flush();
    return Port.binary(name, null, new BinaryOutput(new StreamSink(stream), BufferMode.NONE));
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

  /** What was written before an error message shall stand before it where both go to one place. */
  private final class ErrorSink implements ByteSink {
    private final StreamSink sink;

    ErrorSink(OutputStream stream) {
      this.sink = new StreamSink(stream);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      consoleOutput.flush();
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
