// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

/** A set of event codes, which are below 256; a bit for each. */
public record EventSet(long a, long b, long c, long d) {

  public static final EventSet NONE = new EventSet(0, 0, 0, 0);

  /** Collects codes one by one. */
  static final class Collector {
    private final long[] words = new long[4];

    void clear() {
      java.util.Arrays.fill(words, 0);
    }

    /** The bits, to be added to. */
    long[] words() {
      return words;
    }

    EventSet set() {
      return new EventSet(words[0], words[1], words[2], words[3]);
    }
  }

  /** The set with one more code. */
  public EventSet with(int code) {
    long bit = 1L << code;
    return switch (code >>> 6) {
      case 0 -> new EventSet(a | bit, b, c, d);
      case 1 -> new EventSet(a, b | bit, c, d);
      case 2 -> new EventSet(a, b, c | bit, d);
      default -> new EventSet(a, b, c, d | bit);
    };
  }

  public boolean has(int code) {
    long word =
        switch (code >>> 6) {
          case 0 -> a;
          case 1 -> b;
          case 2 -> c;
          default -> d;
        };
    return (word >>> code & 1) != 0;
  }

  /** Whether any code is in both sets. */
  public boolean meets(EventSet other) {
    return (a & other.a | b & other.b | c & other.c | d & other.d) != 0;
  }
}
