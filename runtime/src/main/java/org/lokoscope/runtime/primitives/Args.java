// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.math.BigInteger;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.vm.Procedure;

/** Checks of arguments: each returns what it was given, as what it is, or raises. */
public final class Args {

  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory();

  /** What a pair takes at least, and a reference in a vector. */
  public static final int PAIR_BYTES = 24;

  public static final int REFERENCE_BYTES = 4;

  private Args() {}

  public static Pair pair(String who, Object a) {
    if (a instanceof Pair pair) {
      return pair;
    }
    throw Raise.type(who, "a pair", a);
  }

  public static SchemeString string(String who, Object a) {
    if (a instanceof SchemeString text) {
      return text;
    }
    throw Raise.type(who, "a string", a);
  }

  public static Symbol symbol(String who, Object a) {
    if (a instanceof Symbol symbol) {
      return symbol;
    }
    throw Raise.type(who, "a symbol", a);
  }

  public static int codePoint(String who, Object a) {
    if (a instanceof SchemeChar c) {
      return c.codePoint();
    }
    throw Raise.type(who, "a character", a);
  }

  public static Object[] vector(String who, Object a) {
    if (a instanceof Object[] vector) {
      return vector;
    }
    throw Raise.type(who, "a vector", a);
  }

  public static byte[] bytes(String who, Object a) {
    if (a instanceof byte[] bytes) {
      return bytes;
    }
    throw Raise.type(who, "a bytevector", a);
  }

  public static Procedure procedure(String who, Object a) {
    if (a instanceof Procedure procedure) {
      return procedure;
    }
    throw Raise.type(who, "a procedure", a);
  }

  public static boolean bool(String who, Object a) {
    if (a instanceof Boolean truth) {
      return truth;
    }
    throw Raise.type(who, "a boolean", a);
  }

  /** An index of something that has {@code limit} elements. */
  public static int index(String who, Object a, int limit) {
    if (a instanceof Long i) {
      if (i < 0 || i >= limit) {
        throw Raise.range(who, a);
      }
      return i.intValue();
    }
    throw a instanceof BigInteger ? Raise.range(who, a) : Raise.type(who, "an index", a);
  }

  /** A length that memory could hold. */
  public static int size(String who, Object a) {
    if (a instanceof Long i && i >= 0) {
      if (i > Integer.MAX_VALUE - 16) {
        throw Raise.restriction(who, "too large", a);
      }
      return i.intValue();
    }
    throw a instanceof BigInteger big && big.signum() > 0
        ? Raise.restriction(who, "too large", a)
        : Raise.type(who, "a length", a);
  }

  /** The same for so many things that take that many bytes each: what no heap holds is refused. */
  public static int size(String who, Object a, int bytesEach) {
    int n = size(who, a);
    checkRoom(who, n, bytesEach, a);
    return n;
  }

  /** The length of what is put together from several. */
  static int total(String who, long length, int bytesEach) {
    if (length > Integer.MAX_VALUE - 16) {
      throw Raise.restriction(who, "the result is too large", length);
    }
    checkRoom(who, length, bytesEach, length);
    return (int) length;
  }

  private static void checkRoom(String who, long n, int bytesEach, Object irritant) {
    if (n * bytesEach > MOST_BYTES) {
      throw Raise.restriction(who, "too large for the heap", irritant);
    }
  }

  public static int byteValue(String who, Object a) {
    if (a instanceof Long x && x >= 0 && x <= 255) {
      return x.intValue();
    }
    throw Raise.type(who, "a byte", a);
  }

  /** The optional argument at that place that says where a range begins. */
  public static int start(String who, Object[] arguments, int at, int length) {
    return at < arguments.length ? index(who, arguments[at], length + 1) : 0;
  }

  /** The optional argument at that place that says where a range ends. */
  public static int end(String who, Object[] arguments, int at, int start, int length) {
    if (at >= arguments.length) {
      return length;
    }
    int end = index(who, arguments[at], length + 1);
    if (end < start) {
      throw Raise.assertion(who, "range ends before it starts", (long) start, (long) end);
    }
    return end;
  }
}
