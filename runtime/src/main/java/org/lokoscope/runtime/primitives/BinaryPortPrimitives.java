// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.Arrays;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.BinaryInput;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.Port;

/** Reading and writing bytes. */
final class BinaryPortPrimitives {

  private BinaryPortPrimitives() {}

  static void register(PrimitiveTable t) {
    single(t);
    blocks(t);
    output(t);
    Ports.define(t, "standard-input-port", 0, 0, (ports, _) -> ports.standardInput());
    Ports.define(t, "standard-output-port", 0, 0, (ports, _) -> ports.standardOutput());
    Ports.define(t, "standard-error-port", 0, 0, (ports, _) -> ports.standardError());
  }

  private static void single(PrimitiveTable t) {
    Ports.define(t, "get-u8", 1, 1, (ports, a) -> read("get-u8", ports, a));
    Ports.define(t, "read-u8", 0, 1, (ports, a) -> read("read-u8", ports, a));
    Ports.define(t, "lookahead-u8", 1, 1, (ports, a) -> peek("lookahead-u8", ports, a));
    Ports.define(t, "peek-u8", 0, 1, (ports, a) -> peek("peek-u8", ports, a));
    Ports.define(t, "u8-ready?", 0, 1, BinaryPortPrimitives::isReady);
  }

  private static Object read(String who, CurrentPorts ports, Object[] a) {
    Port port = Ports.input(who, ports, a, 0);
    int b = Ports.reading(who, port, port.bytesIn(who)::read);
    return b < 0 ? Special.EOF : (Object) (long) b;
  }

  private static Object peek(String who, CurrentPorts ports, Object[] a) {
    Port port = Ports.input(who, ports, a, 0);
    int b = Ports.reading(who, port, port.bytesIn(who)::peek);
    return b < 0 ? Special.EOF : (Object) (long) b;
  }

  private static Object isReady(CurrentPorts ports, Object[] a) {
    Port port = Ports.input("u8-ready?", ports, a, 0);
    return Ports.reading("u8-ready?", port, port.bytesIn("u8-ready?")::isReady);
  }

  private static void blocks(PrimitiveTable t) {
    Ports.define(
        t,
        "get-bytevector-n",
        2,
        2,
        (_, a) -> upTo("get-bytevector-n", Ports.port("get-bytevector-n", a[0]), a[1]));
    Ports.define(
        t,
        "read-bytevector",
        1,
        2,
        (ports, a) -> upTo("read-bytevector", Ports.input("read-bytevector", ports, a, 1), a[0]));
    Ports.define(t, "get-bytevector-n!", 4, 4, BinaryPortPrimitives::into);
    Ports.define(t, "read-bytevector!", 1, 4, BinaryPortPrimitives::readInto);
    Ports.define(t, "get-bytevector-some", 1, 1, BinaryPortPrimitives::some);
    Ports.define(t, "get-bytevector-some!", 4, 4, BinaryPortPrimitives::someInto);
    Ports.define(t, "unget-bytevector", 2, 4, BinaryPortPrimitives::giveBack);
    Ports.define(t, "get-bytevector-all", 1, 1, BinaryPortPrimitives::all);
  }

  private record UpTo(int count) {}

  private static Object upTo(String who, Port port, Object limit) {
    return upTo(who, port, Args.size(who, limit));
  }

  private static Object upTo(String who, Port port, int count) {
    BinaryInput in = port.bytesIn(who);
    Bytes bytes = port.progress(new UpTo(count), Bytes.class, Bytes::new);
    Ports.reading(who, port, () -> bytes.read(in, count));
    return bytes.length() == 0 && count > 0 ? Special.EOF : bytes.toArray();
  }

  private static Object into(CurrentPorts ports, Object[] a) {
    String who = "get-bytevector-n!";
    byte[] bytes = Args.bytes(who, a[1]);
    int start = Args.index(who, a[2], bytes.length + 1);
    int count = Args.index(who, a[3], bytes.length - start + 1);
    return into(who, Ports.port(who, a[0]), bytes, start, count);
  }

  private static Object readInto(CurrentPorts ports, Object[] a) {
    String who = "read-bytevector!";
    byte[] bytes = Args.bytes(who, a[0]);
    int start = Args.start(who, a, 2, bytes.length);
    int end = Args.end(who, a, 3, start, bytes.length);
    return into(who, Ports.input(who, ports, a, 1), bytes, start, end - start);
  }

  /** {@code (unget-bytevector port bytes [start [count]])} of Guile: they are read next. */
  private static Object giveBack(CurrentPorts ports, Object[] a) {
    String who = "unget-bytevector";
    byte[] bytes = Args.bytes(who, a[1]);
    int start = a.length > 2 ? Args.index(who, a[2], bytes.length + 1) : 0;
    int most = bytes.length - start;
    int count = a.length > 3 ? Args.index(who, a[3], most + 1) : most;
    Ports.input(who, ports, a, 0)
        .bytesIn(who)
        .giveBack(Arrays.copyOfRange(bytes, start, start + count));
    return Special.UNSPECIFIED;
  }

  private record Into(Object bytes, int start, int count) {}

  private static Object into(String who, Port port, byte[] bytes, int start, int count) {
    BinaryInput in = port.bytesIn(who);
    Into operation = new Into(bytes, start, count);
    int[] done = port.progress(operation, int[].class, () -> new int[1]);
    Ports.reading(
        who,
        port,
        () -> {
          while (done[0] < count) {
            int taken = in.some(bytes, start + done[0], count - done[0]);
            if (taken < 0) {
              break;
            }
            done[0] += taken;
          }
          return done;
        });
    return done[0] == 0 && count > 0 ? Special.EOF : (Object) (long) done[0];
  }

  private static Object some(CurrentPorts ports, Object[] a) {
    Port port = Ports.port("get-bytevector-some", a[0]);
    var in = port.bytesIn("get-bytevector-some");
    return Ports.reading(
        "get-bytevector-some",
        port,
        () -> {
          byte[] bytes = in.some(Integer.MAX_VALUE);
          return bytes == null ? Special.EOF : bytes;
        });
  }

  private static Object someInto(CurrentPorts ports, Object[] a) {
    String who = "get-bytevector-some!";
    Port port = Ports.port(who, a[0]);
    byte[] bytes = Args.bytes(who, a[1]);
    int start = Args.index(who, a[2], bytes.length + 1);
    int count = Args.index(who, a[3], bytes.length - start + 1);
    BinaryInput in = port.bytesIn(who);
    int taken = count == 0 ? 0 : Ports.reading(who, port, () -> in.some(bytes, start, count));
    return taken < 0 ? Special.EOF : (Object) (long) taken;
  }

  private static Object all(CurrentPorts ports, Object[] a) {
    return upTo(
        "get-bytevector-all", Ports.port("get-bytevector-all", a[0]), Integer.MAX_VALUE - 16);
  }

  private static void output(PrimitiveTable t) {
    Ports.define(t, "put-u8", 2, 2, (_, a) -> write("put-u8", Ports.port("put-u8", a[0]), a[1]));
    Ports.define(
        t,
        "write-u8",
        1,
        2,
        (ports, a) -> write("write-u8", Ports.output("write-u8", ports, a, 1), a[0]));
    Ports.define(t, "put-bytevector", 2, 4, BinaryPortPrimitives::put);
    Ports.define(t, "write-bytevector", 1, 4, BinaryPortPrimitives::writeBytes);
  }

  private static Object write(String who, Port port, Object value) {
    int b = Args.byteValue(who, value);
    var out = port.bytesOut(who);
    return Ports.writing(
        who,
        port,
        () -> {
          out.write(b);
          out.settle();
        });
  }

  private static Object put(CurrentPorts ports, Object[] a) {
    String who = "put-bytevector";
    byte[] bytes = Args.bytes(who, a[1]);
    int start = Args.start(who, a, 2, bytes.length);
    int count =
        a.length > 3 ? Args.index(who, a[3], bytes.length - start + 1) : bytes.length - start;
    return write(who, Ports.port(who, a[0]), bytes, start, count);
  }

  private static Object writeBytes(CurrentPorts ports, Object[] a) {
    String who = "write-bytevector";
    byte[] bytes = Args.bytes(who, a[0]);
    int start = Args.start(who, a, 2, bytes.length);
    int end = Args.end(who, a, 3, start, bytes.length);
    return write(who, Ports.output(who, ports, a, 1), bytes, start, end - start);
  }

  private static Object write(String who, Port port, byte[] bytes, int start, int count) {
    var out = port.bytesOut(who);
    return Ports.writing(
        who,
        port,
        () -> {
          out.write(bytes, start, count);
          out.settle();
        });
  }
}
