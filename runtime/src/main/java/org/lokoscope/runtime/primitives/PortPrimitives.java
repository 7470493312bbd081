// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.io.BinaryInput;
import org.lokoscope.runtime.io.BinaryOutput;
import org.lokoscope.runtime.io.BufferMode;
import org.lokoscope.runtime.io.Codec;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.CustomPort;
import org.lokoscope.runtime.io.EolStyle;
import org.lokoscope.runtime.io.ErrorMode;
import org.lokoscope.runtime.io.FedText;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.io.MemorySink;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.PortParameter;
import org.lokoscope.runtime.io.TextInput;
import org.lokoscope.runtime.io.TextOutput;
import org.lokoscope.runtime.io.Transcoder;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Primitive;

/** Ports as such: kinds, transcoders, positions, closing; ports on memory; custom ports. */
final class PortPrimitives {

  private static final Transcoder MIXED =
      new Transcoder(Codec.LATIN_1, EolStyle.NONE, ErrorMode.REPLACE);

  private PortPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define(PortParameter.input());
    t.define(PortParameter.output());
    t.define(PortParameter.error());
    predicates(t);
    transcoders(t);
    positions(t);
    closing(t);
    memory(t);
    custom(t);
  }

  private static void predicates(PrimitiveTable t) {
    t.define1("port?", a -> a instanceof Port);
    t.define1("input-port?", a -> a instanceof Port port && port.isInput());
    t.define1("output-port?", a -> a instanceof Port port && port.isOutput());
    t.define1("textual-port?", a -> a instanceof Port port && port.isTextual());
    t.define1("binary-port?", a -> a instanceof Port port && !port.isTextual());
    t.define1("input-port-open?", PortPrimitives::isInputOpen);
    t.define1("output-port-open?", PortPrimitives::isOutputOpen);
    t.define1("port-closed?", PortPrimitives::isClosed);
    t.define1(
        "port-transcoder",
        a -> {
          Transcoder transcoder = Ports.port("port-transcoder", a).transcoder();
          return transcoder == null ? Boolean.FALSE : transcoder;
        });
    t.define1("buffer-mode?", PortPrimitives::isBufferMode);
    t.define1(
        "output-port-buffer-mode", a -> Ports.symbol(output("output-port-buffer-mode", a).mode()));
  }

  private static boolean isBufferMode(Object a) {
    for (BufferMode mode : BufferMode.values()) {
      if (Ports.symbol(mode) == a) {
        return true;
      }
    }
    return false;
  }

  private static Object isInputOpen(Object a) {
    Port port = Ports.port("input-port-open?", a);
    return port.isInput() && port.isInputOpen();
  }

  private static Object isOutputOpen(Object a) {
    Port port = Ports.port("output-port-open?", a);
    return port.isOutput() && port.isOutputOpen();
  }

  private static Object isClosed(Object a) {
    Port port = Ports.port("port-closed?", a);
    return !port.isInputOpen() && !port.isOutputOpen();
  }

  private static Port output(String who, Object a) {
    Port port = Ports.port(who, a);
    if (!port.isOutput()) {
      throw Raise.type(who, "an output port", a);
    }
    return port;
  }

  private static void transcoders(PrimitiveTable t) {
    t.define0("latin-1-codec", () -> Codec.LATIN_1);
    t.define0("utf-8-codec", () -> Codec.UTF_8);
    t.define0("utf-16-codec", () -> Codec.UTF_16);
    t.define0("native-eol-style", () -> Symbol.of("lf"));
    t.define0("native-transcoder", () -> Transcoder.NATIVE);
    t.defineN("make-transcoder", 1, 3, PortPrimitives::makeTranscoder);
    t.define1("transcoder-codec", a -> Ports.transcoder("transcoder-codec", a).codec());
    t.define1(
        "transcoder-eol-style",
        a -> Symbol.of(Ports.transcoder("transcoder-eol-style", a).eol().symbol()));
    t.define1(
        "transcoder-error-handling-mode",
        a -> {
          Transcoder transcoder = Ports.transcoder("transcoder-error-handling-mode", a);
          return Symbol.of(transcoder.errors().symbol());
        });
    t.define2("transcoded-port", PortPrimitives::transcodedPort);
  }

  private static Object makeTranscoder(Object[] a) {
    String who = "make-transcoder";
    if (!(a[0] instanceof Codec codec)) {
      throw Raise.type(who, "a codec", a[0]);
    }
    EolStyle eol = a.length > 1 ? constant(EolStyle.class, who, a[1]) : EolStyle.LF;
    ErrorMode errors = a.length > 2 ? constant(ErrorMode.class, who, a[2]) : ErrorMode.REPLACE;
    return new Transcoder(codec, eol, errors);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String who, Object symbol) {
    for (E constant : type.getEnumConstants()) {
      if (Ports.symbol(constant) == symbol) {
        return constant;
      }
    }
    throw Raise.assertion(who, "unknown symbol", symbol);
  }

  private static Object transcodedPort(Object a, Object transcoder) {
    Port port = Ports.port("transcoded-port", a);
    if (port.isTextual()) {
      throw Raise.type("transcoded-port", "a binary port", a);
    }
    return port.transcode(Ports.transcoder("transcoded-port", transcoder));
  }

  private static void positions(PrimitiveTable t) {
    t.define1("port-has-port-position?", PortPrimitives::hasPosition);
    t.define1("port-has-set-port-position!?", PortPrimitives::canSetPosition);
    t.define(NativeProcedure.of("port-position", 1, 1, PortPrimitives::position));
    t.define(NativeProcedure.of("set-port-position!", 2, 2, PortPrimitives::setPosition));
  }

  private static Object hasPosition(Object a) {
    Port port = Ports.port("port-has-port-position?", a);
    CustomPort custom = programmed(port);
    return custom != null ? custom.getPosition != Boolean.FALSE : port.canSeek();
  }

  private static Object canSetPosition(Object a) {
    Port port = Ports.port("port-has-set-port-position!?", a);
    CustomPort custom = programmed(port);
    return custom != null ? custom.setPosition != Boolean.FALSE : port.canSeek();
  }

  /** The program's procedures for the port, if they alone say what it can do; else null. */
  private static @Nullable CustomPort programmed(Port port) {
    CustomPort custom = port.custom();
    return custom != null && custom.isProgrammed() ? custom : null;
  }

  private static Object position(Machine machine, Object[] a) {
    Port port = Ports.port("port-position", a[0]);
    if (port.custom() != null && port.custom().getPosition != Boolean.FALSE) {
      return Machine.procedure(port.custom().getPosition).apply0(machine);
    }
    long position = Ports.reading("port-position", port, port::position);
    if (position < 0) {
      throw Raise.assertion("port-position", "the port has no position", port);
    }
    return position;
  }

  private static Object setPosition(Machine machine, Object[] a) {
    String who = "set-port-position!";
    Port port = Ports.port(who, a[0]);
    if (port.custom() != null && port.custom().setPosition != Boolean.FALSE) {
      port.dropInput();
      return Machine.procedure(port.custom().setPosition).apply1(machine, a[1]);
    }
    if (!port.canSeek()) {
      throw Raise.assertion(who, "the position of this port cannot be set", port);
    }
    if (!(a[1] instanceof Long position) || position < 0) {
      throw Raise.type(who, "a position", a[1]);
    }
    try {
      port.seek(position);
    } catch (IOException _) {
      throw IoErrors.position(who, port, a[1]);
    }
    return Special.UNSPECIFIED;
  }

  private static void closing(PrimitiveTable t) {
    t.define(
        NativeProcedure.of("close-port", 1, 1, (m, a) -> close(m, "close-port", a, true, true)));
    t.define(
        NativeProcedure.of(
            "close-input-port", 1, 1, (m, a) -> close(m, "close-input-port", a, true, false)));
    t.define(
        NativeProcedure.of(
            "close-output-port", 1, 1, (m, a) -> close(m, "close-output-port", a, false, true)));
    Ports.define(t, "flush-output-port", 0, 1, PortPrimitives::flush);
  }

  private static Object close(
      Machine machine, String who, Object[] a, boolean input, boolean output) {
    Port port = Ports.port(who, a[0]);
    boolean wrong = !input && !port.isOutput() || !output && !port.isInput();
    if (wrong) {
      throw Raise.type(who, input ? "an input port" : "an output port", port);
    }
    boolean wasOpen = port.isInputOpen() || port.isOutputOpen();
    IOException lost = close(port, input, output);
    boolean closed = wasOpen && !port.isInputOpen() && !port.isOutputOpen();
    CustomPort custom = port.custom();
    Object rest = closed && custom != null ? custom.end(machine, who, port) : Special.UNSPECIFIED;
    if (lost == null) {
      return rest;
    }
    return Later.then(
        machine,
        rest,
        who,
        (_, _) -> {
          throw IoErrors.write(who, port, lost);
        });
  }

  /** Closes what shall be closed, whatever happens; what went wrong first, or null. */
  private static @Nullable IOException close(Port port, boolean input, boolean output) {
    IOException first = null;
    try {
      if (output) {
        port.closeOutput();
      }
    } catch (IOException e) {
      first = e;
    }
    try {
      if (input) {
        port.closeInput();
      }
    } catch (IOException e) {
      first = first == null ? e : first;
    }
    return first;
  }

  private static Object flush(CurrentPorts ports, Object[] a) {
    Port port = Ports.output("flush-output-port", ports, a, 0);
    output("flush-output-port", port);
    port.touch();
    return Ports.writing("flush-output-port", port, port::flush);
  }

  private static void memory(PrimitiveTable t) {
    t.define1("open-string-input-port", a -> stringInput("open-string-input-port", a));
    t.define1("open-input-string", a -> stringInput("open-input-string", a));
    t.define0("open-output-string", () -> stringOutput(new TextOutput.OfString()));
    t.define1("get-output-string", a -> collected("get-output-string", a));
    t.define0("open-string-output-port", PortPrimitives::openStringOutput);
    t.defineN("open-bytevector-input-port", 1, 2, PortPrimitives::bytesInput);
    t.define1("%open-mixed-input", PortPrimitives::mixedInput);
    t.define0("%open-mixed-output", PortPrimitives::openMixedOutput);
    t.define1("open-input-bytevector", a -> bytesInput(new Object[] {a}));
    t.defineN("open-bytevector-output-port", 0, 1, PortPrimitives::openBytesOutput);
    t.define0(
        "open-output-bytevector",
        () -> Port.binary("bytevector", null, memoryOutput(new MemorySink())));
    t.define1("get-output-bytevector", a -> collected("get-output-bytevector", a));
  }

  private static Port stringInput(String who, Object a) {
    return Port.text("string", new TextInput.OfString(Args.string(who, a)), null);
  }

  private static Port stringOutput(TextOutput.OfString text) {
    return Port.text("string", null, text);
  }

  private static Object collected(String who, Object a) {
    return Ports.port(who, a).collected(who);
  }

  private static Object openStringOutput() {
    TextOutput.OfString text = new TextOutput.OfString();
    Primitive extract =
        Primitive.of0(
            "string-extractor",
            () -> {
              Object content = text.content();
              text.reset();
              return content;
            });
    return MultipleValues.of(stringOutput(text), extract);
  }

  private static Object bytesInput(Object[] a) {
    String who = "open-bytevector-input-port";
    BinaryInput in = new BinaryInput(Args.bytes(who, a[0]));
    Transcoder transcoder = Ports.optionalTranscoder(who, a, 1);
    return transcoder == null
        ? Port.binary("bytevector", in, null)
        : Port.transcoded("bytevector", in, null, transcoder);
  }

  /** Guile's ports are of bytes and of characters at once; those in memory are in Latin 1. */
  private static Object mixedInput(Object bytes) {
    BinaryInput in = new BinaryInput(Args.bytes("open-bytevector-input-port", bytes));
    return Port.mixed("bytevector", in, null, MIXED);
  }

  private static Object openMixedOutput() {
    MemorySink sink = new MemorySink();
    BinaryOutput out = memoryOutput(sink);
    return withExtractor(Port.mixed("bytevector", null, out, MIXED), out, sink);
  }

  private static BinaryOutput memoryOutput(MemorySink sink) {
    return new BinaryOutput(sink, BufferMode.BLOCK);
  }

  private static Object openBytesOutput(Object[] a) {
    MemorySink sink = new MemorySink();
    BinaryOutput out = memoryOutput(sink);
    Transcoder transcoder = Ports.optionalTranscoder("open-bytevector-output-port", a, 0);
    Port port =
        transcoder == null
            ? Port.binary("bytevector", null, out)
            : Port.transcoded("bytevector", null, out, transcoder);
    return withExtractor(port, out, sink);
  }

  private static Object withExtractor(Port port, BinaryOutput out, MemorySink sink) {
    Primitive extract =
        Primitive.of0(
            "bytevector-extractor",
            () -> {
              Ports.writing("bytevector-extractor", port, out::flush);
              byte[] content = sink.content();
              sink.reset();
              return content;
            });
    return MultipleValues.of(port, extract);
  }

  /**
   * {@code (%make-custom-port name binary? input? output? retry drain get-position set-position
   * close)}; the last five as {@link CustomPort} says.
   */
  private static void custom(PrimitiveTable t) {
    t.defineM("%make-custom-port", 9, 9, PortPrimitives::makeCustom);
    t.defineN("%feed-custom-port!", 4, 4, PortPrimitives::feed);
    t.define1("%custom-port-unread", a -> (long) Ports.port("port-position", a).unread());
  }

  private static Object makeCustom(Machine machine, Object[] a) {
    String name = Args.string("make-custom-port", a[0]).toString();
    boolean in = a[2] != Boolean.FALSE;
    boolean out = a[3] != Boolean.FALSE;
    Port port =
        a[1] != Boolean.FALSE
            ? Port.binary(
                name, in ? BinaryInput.ofFed() : null, out ? memoryOutput(new MemorySink()) : null)
            : Port.text(name, in ? new FedText() : null, out ? new TextOutput.OfString() : null);
    Object[] procedures = java.util.Arrays.copyOfRange(a, 4, 9);
    port.setCustom(new CustomPort(CurrentPorts.of(machine), procedures));
    return port;
  }

  private static Object feed(Object[] a) {
    int from = Args.size("%feed-custom-port!", a[2]);
    Ports.port("%feed-custom-port!", a[0]).feed(a[1], from, Args.size("read!", a[3]));
    return Special.UNSPECIFIED;
  }
}
