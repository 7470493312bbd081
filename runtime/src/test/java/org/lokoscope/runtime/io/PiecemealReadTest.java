// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.primitives.StandardPrimitives;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * Operations on input that comes in pieces. Each piece made them start over: a text that came in
 * small ones was decoded as often as there were pieces.
 */
class PiecemealReadTest {

  private static final PrimitiveTable PRIMITIVES = new PrimitiveTable();

  static {
    StandardPrimitives.registerAll(PRIMITIVES);
  }

  private final CurrentPorts ports =
      new CurrentPorts(
          new SystemWorld(
              InputStream.nullInputStream(),
              OutputStream.nullOutputStream(),
              OutputStream.nullOutputStream(),
              List.of()));

  /** Bytes that come when the test wants it. */
  private static final class Pieces implements ByteSource {
    private final byte[] bytes;
    private int at;
    private int limit;

    Pieces(byte[] bytes) {
      this.bytes = bytes;
    }

    /** False if there is nothing left but the end. */
    boolean give(int count) {
      limit += count;
      return limit <= bytes.length;
    }

    @Override
    public int read(byte[] into, int from, int count) {
      int given = Math.min(count, Math.min(limit, bytes.length) - at);
      System.arraycopy(bytes, at, into, from, given);
      at += given;
      return given == 0 && limit > bytes.length ? -1 : given;
    }
  }

  /** Counts the characters that are decoded. */
  private static final class Counting extends TextInput {
    private final DecodedInput in;
    private long decoded;

    Counting(DecodedInput in) {
      this.in = in;
    }

    @Override
    public int peek() throws IOException {
      return in.peek();
    }

    @Override
    protected int take() throws IOException {
      int c = in.read();
      decoded++;
      return c;
    }

    @Override
    public void mark() {
      in.mark();
    }

    @Override
    public void rewind() {
      in.rewind();
    }

    @Override
    Object state() {
      return in.state();
    }

    @Override
    void resume(Object state) {
      in.resume(state);
    }

    @Override
    public void forgetEnd() {
      in.forgetEnd();
    }

    @Override
    public void passEnd() {
      in.passEnd();
    }
  }

  private static IoProcedure procedure(String name) {
    return (IoProcedure) Objects.requireNonNull(PRIMITIVES.lookup(name)).constantValue();
  }

  private Port waiting(Port port) {
    Object[] none = new Object[5];
    Arrays.fill(none, Boolean.FALSE);
    port.setCustom(new CustomPort(ports, none));
    return port;
  }

  @ParameterizedTest
  @CsvSource({
    "get-string-all, x, 7",
    "get-string-n, x, 7",
    "get-string-n!, x, 7",
    "get-line, x, 7",
    "read, '(1 #t ab) ', 3",
    "read, string, 500"
  })
  void shouldDecodeNothingAgainThatCameInAnEarlierPiece(String name, String unit, int piece) {
    int size = 30_000;
    String text =
        switch (name + unit) {
          case "readstring" -> "\"" + "y".repeat(size) + "\"";
          case "read(1 #t ab) " -> "(" + unit.repeat(size / unit.length()) + ")";
          default -> unit.repeat(size);
        };
    Pieces pieces = new Pieces(text.getBytes(StandardCharsets.UTF_8));
    Counting in = new Counting(new DecodedInput(BinaryInput.ofDevice(pieces), Transcoder.NATIVE));
    Port port = waiting(Port.text("pieces", in, null));
    Object[] arguments =
        switch (name) {
          case "get-string-n" -> new Object[] {port, (long) size};
          case "get-string-n!" ->
              new Object[] {port, SchemeString.of("z".repeat(size)), 0L, (long) size};
          default -> new Object[] {port};
        };
    Object result = procedure(name).attempt(ports, arguments);
    while (result == null) {
      pieces.give(piece);
      result = procedure(name).attempt(ports, arguments);
    }
    if (name.equals("get-string-n!")) {
      result = arguments[1];
    }
    String shown = name.equals("read") ? Printer.write(result) : Printer.display(result);
    assertThat(shown.replace(" ", "").equals(text.replace(" ", ""))).isTrue();
    assertThat(in.decoded).isLessThan(4L * text.length());
  }

  /**
   * An operation that waits holds nothing that others could miss: whatever two fibers read from one
   * port in turns, each gets what it would have got all at once when it was done.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldReadTheSameInPiecesAndByTurnsAsAtOnce(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      byte[] bytes = content(random);
      Transcoder transcoder =
          new Transcoder(
              Codec.values()[random.nextInt(Codec.values().length)],
              random.nextBoolean() ? EolStyle.NONE : EolStyle.LF,
              random.nextBoolean() ? ErrorMode.REPLACE : ErrorMode.IGNORE);
      switch (random.nextInt(4)) {
        case 0 -> compareBytes(random, bytes);
        case 1 -> compareFed(random, new String(bytes, StandardCharsets.UTF_8));
        default -> compareText(random, bytes, transcoder);
      }
    }
  }

  private static byte[] content(Random random) {
    String palette = "aé€\uD83D\uDE00\n\r()\"\\; 1#|\u0085\u2028xyz.'";
    byte[] bytes = new byte[random.nextInt(400)];
    int at = 0;
    while (at < bytes.length) {
      int c = palette.codePointAt(random.nextInt(palette.length()));
      byte[] some = Character.toString(c).getBytes(StandardCharsets.UTF_8);
      int length = Math.min(some.length, bytes.length - at);
      System.arraycopy(some, 0, bytes, at, length);
      at += length;
    }
    return bytes;
  }

  private void compareBytes(Random random, byte[] bytes) {
    compareText(random, bytes, null);
  }

  private void compareText(Random random, byte[] bytes, @Nullable Transcoder transcoder) {
    Pieces pieces = new Pieces(bytes);
    Port port = waiting(port(BinaryInput.ofDevice(pieces), transcoder));
    compare(random, port, port(new BinaryInput(bytes), transcoder), pieces::give);
  }

  /** A custom port of characters, whose procedure has given some. */
  private void compareFed(Random random, String characters) {
    SchemeString text = SchemeString.of(characters);
    Port port = waiting(Port.text("p", new FedText(), null));
    Port whole = Port.text("p", new TextInput.OfString(text), null);
    int[] at = new int[1];
    compare(
        random,
        port,
        whole,
        count -> {
          int given = Math.min(count, text.length() - at[0]);
          if (given > 0) {
            port.feed(text, at[0], given);
            at[0] += given;
          }
        });
  }

  private void compare(Random random, Port port, Port whole, IntConsumer give) {
    Call[] calls = new Call[2];
    for (int step = 0; step < 300; step++) {
      int i = random.nextInt(2);
      if (calls[i] == null) {
        calls[i] = call(random, !port.isTextual());
      }
      if (random.nextInt(3) == 0) {
        give.accept(random.nextInt(1, 6));
      }
      String result = calls[i].outcome(ports, port);
      if (result != null) {
        assertThat(result).as(calls[i].name).isEqualTo(calls[i].outcome(ports, whole));
        calls[i] = null;
      }
    }
  }

  private static Port port(BinaryInput in, @Nullable Transcoder transcoder) {
    return transcoder == null
        ? Port.binary("p", in, null)
        : Port.transcoded("p", in, null, transcoder);
  }

  private static Call call(Random random, boolean binary) {
    List<String> names =
        binary
            ? List.of("get-u8", "lookahead-u8", "get-bytevector-n", "get-bytevector-n!")
            : List.of("get-char", "peek-char", "get-line", "get-string-n", "get-string-n!", "read");
    return new Call(names.get(random.nextInt(names.size())), random.nextInt(20));
  }

  private record Call(String name, int size) {

    /** What came of it; null if it has to wait. */
    @Nullable String outcome(CurrentPorts ports, Port port) {
      SchemeString text = SchemeString.of("z".repeat(size));
      byte[] bytes = new byte[size];
      Object[] arguments =
          switch (name) {
            case "get-string-n", "get-bytevector-n" -> new Object[] {port, (long) size};
            case "get-string-n!" -> new Object[] {port, text, 0L, (long) size};
            case "get-bytevector-n!" -> new Object[] {port, bytes, 0L, (long) size};
            default -> new Object[] {port};
          };
      try {
        Object result = procedure(name).attempt(ports, arguments);
        return result == null ? null : Printer.write(result) + Printer.write(text);
      } catch (SchemeError error) {
        return "raised " + Printer.write(error.payload());
      }
    }
  }

  /** Whatever the port is made of: the operation itself counts what it takes. */
  @ParameterizedTest
  @ValueSource(strings = {"bytes", "characters", "fed"})
  void shouldTakeNothingAgainThatAnOperationHasTaken(String kind) {
    int size = 2000;
    Pieces pieces = new Pieces(new byte[size]);
    BinaryInput bytes = BinaryInput.ofDevice(pieces);
    Port port =
        waiting(
            kind.equals("fed")
                ? Port.text("p", new FedText(), null)
                : port(bytes, kind.equals("bytes") ? null : Transcoder.NATIVE));
    int[] taken = new int[1];
    IoProcedure count =
        new IoProcedure(
            "count",
            0,
            0,
            (_, _) -> {
              PortInput input = kind.equals("bytes") ? port.bytesIn("count") : port.textIn("count");
              long[] done = port.progress("count", long[].class, () -> new long[1]);
              while (next(input) >= 0) {
                done[0]++;
                taken[0]++;
              }
              return done[0];
            });
    Object result = count.attempt(ports, new Object[0]);
    for (int at = 0; result == null; at++) {
      if (kind.equals("fed")) {
        port.feed(SchemeString.of("x"), 0, at < size ? 1 : 0);
      } else {
        pieces.give(1);
      }
      result = count.attempt(ports, new Object[0]);
    }
    assertThat(result).isEqualTo((long) size);
    assertThat(taken[0]).isEqualTo(size);
  }

  private static int next(PortInput input) {
    try {
      return switch (input) {
        case BinaryInput bytes -> bytes.read();
        case TextInput text -> text.read();
      };
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldGoOnAfterTheEndOfWhatCameInPieces() {
    Pieces pieces = new Pieces("a".getBytes(StandardCharsets.UTF_8));
    Port port = waiting(port(BinaryInput.ofDevice(pieces), Transcoder.NATIVE));
    Object[] arguments = {port};
    assertThat(procedure("get-string-all").attempt(ports, arguments)).isNull();
    pieces.give(1);
    assertThat(procedure("get-string-all").attempt(ports, arguments)).isNull();
    pieces.give(1);
    assertThat(procedure("get-string-all").attempt(ports, arguments)).hasToString("a");
  }
}
