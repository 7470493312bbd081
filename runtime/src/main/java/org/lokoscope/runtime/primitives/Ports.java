// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.io.BufferMode;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.io.IoProcedure;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.Transcoder;

/** What the procedures on ports share: their arguments, and Java's exceptions as conditions. */
final class Ports {

  /** An action on a port that may fail. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /** Something that is done to a port and may fail. */
  @FunctionalInterface
  interface Effect {
    void run() throws IOException;
  }

  private Ports() {}

  static void define(PrimitiveTable t, String name, int min, int max, IoProcedure.Body body) {
    t.define(new IoProcedure(name, min, max, body));
  }

  static Port port(String who, Object a) {
    if (a instanceof Port port) {
      return port;
    }
    throw Raise.type(who, "a port", a);
  }

  /** The optional argument at that place, or the current input port. */
  static Port input(String who, CurrentPorts ports, Object[] a, int at) {
    return at < a.length ? port(who, a[at]) : ports.input();
  }

  /** The optional argument at that place, or the current output port. */
  static Port output(String who, CurrentPorts ports, Object[] a, int at) {
    return at < a.length ? port(who, a[at]) : ports.output();
  }

  static <T> T reading(String who, Port port, Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw IoErrors.read(who, port, e);
    }
  }

  static Object writing(String who, Port port, Effect effect) {
    try {
      effect.run();
      return Special.UNSPECIFIED;
    } catch (IOException e) {
      throw IoErrors.write(who, port, e);
    }
  }

  static Transcoder transcoder(String who, Object a) {
    if (a instanceof Transcoder transcoder) {
      return transcoder;
    }
    throw Raise.type(who, "a transcoder", a);
  }

  /** The optional argument at that place; null if it is missing or false. */
  static @Nullable Transcoder optionalTranscoder(String who, Object[] a, int at) {
    return at < a.length && a[at] != Boolean.FALSE ? transcoder(who, a[at]) : null;
  }

  static BufferMode bufferMode(String who, Object[] a, int at) {
    if (at >= a.length) {
      return BufferMode.BLOCK;
    }
    return switch (Args.symbol(who, a[at]).name()) {
      case "none" -> BufferMode.NONE;
      case "line" -> BufferMode.LINE;
      case "block" -> BufferMode.BLOCK;
      default -> throw Raise.type(who, "a buffer mode", a[at]);
    };
  }

  static Symbol symbol(Enum<?> constant) {
    return Symbol.of(constant.name().toLowerCase(Locale.ROOT));
  }

  /** An enumeration set or a list of symbols. */
  static Set<String> fileOptions(String who, Object[] a, int at) {
    Set<String> names = new HashSet<>();
    if (at >= a.length) {
      return names;
    }
    Object list = a[at] instanceof EnumerationSet set ? set.toList() : a[at];
    ListPrimitives.checkedLength(who, list);
    while (list instanceof Pair pair) {
      names.add(Args.symbol(who, pair.car).name());
      list = pair.cdr;
    }
    return names;
  }
}
