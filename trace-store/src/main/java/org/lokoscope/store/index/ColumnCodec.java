// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

/**
 * Writes and reads the numbers of one column of a block, in whichever of these forms is shortest:
 *
 * <pre>
 *  SAME    value
 *  NEAR    least, width, the distance of each from the least
 *  STEPS   first value, least step, width, the distance of each step from the least
 *  SPARSE  least, width, a bit for each whether it is not 0, the distances of those that are not
 *  FEW     count, the distinct values, width, the number of each
 *  CYCLIC  first value, count, the distinct steps, width, the number of each step
 *  PERIODIC  count, values that come again and again
 * </pre>
 *
 * Sums and differences wrap around, so that any number at all comes back.
 */
final class ColumnCodec {

  private static final int SAME = 0;
  private static final int NEAR = 1;
  private static final int STEPS = 2;
  private static final int SPARSE = 3;
  private static final int FEW = 4;
  private static final int CYCLIC = 5;
  private static final int PERIODIC = 6;

  /** More distinct values than this are not searched for. */
  private static final int MOST = 16;

  /** Where distinct values are looked for. */
  private static final int SLOT_BITS = 6;

  private static final int SLOTS = 1 << SLOT_BITS;

  private final byte[] slots = new byte[SLOTS];
  private final long[] steps = new long[Part.MOST_ROWS];
  private final byte[] numbers = new byte[Part.MOST_ROWS];
  private final byte[] stepNumbers = new byte[Part.MOST_ROWS];
  private final long[] distinct = new long[MOST];
  private final long[] distinctSteps = new long[MOST];

  /** Writes {@code n} values, at least one, from {@code from} on. */
  void write(Bits out, long[] values, int from, int n) {
    long first = values[from];
    long low = first;
    long high = first;
    for (int i = from + 1; i < from + n; i++) {
      long value = values[i];
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (low == high) {
      out.u8(SAME);
      out.number(low);
      return;
    }
    long lowStep = Long.MAX_VALUE;
    long highStep = Long.MIN_VALUE;
    long before = first;
    for (int i = 1; i < n; i++) {
      long value = values[from + i];
      long step = value - before;
      steps[i - 1] = step;
      lowStep = Math.min(lowStep, step);
      highStep = Math.max(highStep, step);
      before = value;
    }
    long lowOfSome = low;
    long highOfSome = high;
    int some = n;
    if (low <= 0 && high >= 0) {
      some = 0;
      lowOfSome = Long.MAX_VALUE;
      highOfSome = Long.MIN_VALUE;
      for (int i = from; i < from + n; i++) {
        long value = values[i];
        if (value != 0) {
          some++;
          lowOfSome = Math.min(lowOfSome, value);
          highOfSome = Math.max(highOfSome, value);
        }
      }
    }
    int width = Bits.width(high - low);
    int best = NEAR;
    long cost = 8L * Bits.lengthOf(low) + (long) n * width;
    int stepWidth = Bits.width(highStep - lowStep);
    long stepCost = 8L * (Bits.lengthOf(first) + Bits.lengthOf(lowStep)) + (n - 1L) * stepWidth;
    if (stepCost < cost) {
      best = STEPS;
      cost = stepCost;
    }
    int someWidth = some == 0 ? 0 : Bits.width(highOfSome - lowOfSome);
    long someCost = 8L * Bits.lengthOf(lowOfSome) + n + (long) some * someWidth;
    if (some < n && someCost < cost) {
      best = SPARSE;
      cost = someCost;
    }
    int few = distinct(values, from, n, distinct, numbers, most(cost, n));
    if (few > 0 && cost(distinct, few, n) < cost) {
      best = FEW;
      cost = cost(distinct, few, n);
    }
    int most = most(cost - 8L * Bits.lengthOf(first), n);
    int fewSteps = distinct(steps, 0, n - 1, distinctSteps, stepNumbers, most);
    if (fewSteps > 0 && 8L * Bits.lengthOf(first) + cost(distinctSteps, fewSteps, n) < cost) {
      best = CYCLIC;
      cost = 8L * Bits.lengthOf(first) + cost(distinctSteps, fewSteps, n);
    }
    int period = period(values, from, n);
    if (period > 0 && costOfAll(values, from, period) < cost) {
      best = PERIODIC;
    }
    out.u8(best);
    switch (best) {
      case NEAR -> pack(out, values, from, n, low, width);
      case STEPS -> {
        out.number(first);
        pack(out, steps, 0, n - 1, lowStep, stepWidth);
      }
      case SPARSE -> sparse(out, values, from, n, lowOfSome, someWidth);
      case FEW -> few(out, distinct, few, numbers, n);
      case PERIODIC -> {
        out.u8(period);
        for (int i = from; i < from + period; i++) {
          out.number(values[i]);
        }
      }
      default -> {
        out.number(first);
        few(out, distinctSteps, fewSteps, stepNumbers, n - 1);
      }
    }
  }

  /** How many distinct values there may be at most, if that is to be worth less than a cost. */
  private static int most(long cost, int n) {
    int most = MOST;
    while (most > 1 && 8L * (1 + most) + (long) n * Bits.width(most - 1L) >= cost) {
      most = Integer.highestOneBit(most - 1);
    }
    return most;
  }

  private static long cost(long[] distinct, int count, int n) {
    long bytes = 1;
    for (int i = 0; i < count; i++) {
      bytes += Bits.lengthOf(distinct[i]);
    }
    return 8 * bytes + (long) n * Bits.width(count - 1L);
  }

  /** After how many values, at most {@link #MOST}, all come again; 0 if they do not. */
  private static int period(long[] values, int from, int n) {
    int until = from + n;
    for (int period = 2; period <= MOST && 2 * period <= n; period++) {
      int i = from + period;
      while (i < until && values[i] == values[i - period]) {
        i++;
      }
      if (i == until) {
        return period;
      }
    }
    return 0;
  }

  private static long costOfAll(long[] values, int from, int period) {
    long bytes = 1;
    for (int i = from; i < from + period; i++) {
      bytes += Bits.lengthOf(values[i]);
    }
    return 8 * bytes;
  }

  /** Numbers the distinct values in the order in which they come; 0 if there are too many. */
  private int distinct(long[] values, int from, int n, long[] distinct, byte[] numbers, int most) {
    int count = 0;
    if (most < 2) {
      return 0;
    }
    java.util.Arrays.fill(slots, (byte) 0);
    for (int i = 0; i < n; i++) {
      long value = values[from + i];
      int slot = (int) (value * 0x9E37_79B9_7F4A_7C15L >>> 64 - SLOT_BITS);
      int at = slots[slot] - 1;
      while (at >= 0 && distinct[at] != value) {
        slot = slot + 1 & SLOTS - 1;
        at = slots[slot] - 1;
      }
      if (at < 0) {
        if (count == most) {
          return 0;
        }
        at = count++;
        distinct[at] = value;
        slots[slot] = (byte) count;
      }
      numbers[i] = (byte) at;
    }
    return count;
  }

  private static void pack(Bits out, long[] values, int from, int n, long low, int width) {
    out.number(low);
    out.u8(width);
    out.pack(values, from, n, low, width);
  }

  private static void sparse(Bits out, long[] values, int from, int n, long low, int width) {
    out.number(low);
    out.u8(width);
    for (int i = 0; i < n; i++) {
      out.put(values[from + i] == 0 ? 0 : 1, 1);
    }
    for (int i = 0; i < n; i++) {
      if (values[from + i] != 0) {
        out.put(values[from + i] - low, width);
      }
    }
    out.align();
  }

  private static void few(Bits out, long[] distinct, int count, byte[] numbers, int n) {
    out.u8(count);
    for (int i = 0; i < count; i++) {
      out.number(distinct[i]);
    }
    int width = Bits.width(count - 1L);
    out.pack(numbers, n, width);
  }

  /** Reads {@code n} values from where {@code in} stands. */
  static void read(ByteReader in, long[] into, int n) {
    byte[] bytes = in.bytes;
    switch (in.u8()) {
      case SAME -> java.util.Arrays.fill(into, 0, n, in.number());
      case NEAR -> unpack(in, into, 0, n);
      case STEPS -> {
        into[0] = in.number();
        unpack(in, into, 1, n);
        for (int i = 1; i < n; i++) {
          into[i] += into[i - 1];
        }
      }
      case SPARSE -> {
        long low = in.number();
        int width = in.width();
        int mask = in.at << 3;
        int bit = mask + n;
        for (int i = 0; i < n; i++) {
          if (Bits.get(bytes, mask + i, 1) == 0) {
            into[i] = 0;
          } else {
            into[i] = low + Bits.get(bytes, bit, width);
            bit += width;
          }
        }
      }
      case FEW -> few(in, into, 0, n);
      case CYCLIC -> {
        into[0] = in.number();
        few(in, into, 1, n);
        for (int i = 1; i < n; i++) {
          into[i] += into[i - 1];
        }
      }
      case PERIODIC -> {
        int period = period(in);
        for (int i = 0; i < Math.min(period, n); i++) {
          into[i] = in.number();
        }
        for (int i = period; i < n; i++) {
          into[i] = into[i - period];
        }
      }
      default -> throw new DamagedIndexException("a column of an unknown form");
    }
  }

  private static int period(ByteReader in) {
    int period = in.u8();
    if (period == 0) {
      throw new DamagedIndexException("a period of no values");
    }
    return period;
  }

  private static void unpack(ByteReader in, long[] into, int from, int n) {
    long low = in.number();
    int width = in.width();
    Bits.unpack(in.bytes, in.at << 3, width, into, from, n);
    if (low != 0) {
      for (int i = from; i < n; i++) {
        into[i] += low;
      }
    }
  }

  private static void few(ByteReader in, long[] into, int from, int n) {
    int count = in.u8();
    long[] distinct = new long[Math.min(MOST, count)];
    for (int i = 0; i < distinct.length; i++) {
      distinct[i] = in.number();
    }
    Bits.unpack(in.bytes, in.at << 3, Bits.width(count - 1L), into, from, n);
    for (int i = from; i < n; i++) {
      into[i] = distinct[(int) into[i]];
    }
  }

  /** Reads a column of small numbers from where it is wanted, in any of the forms. */
  static final class Some {

    /** So many values are decoded together; with up to 3 bits for each in one go. */
    private static final int TOGETHER = 16;

    private final byte[] distinct = new byte[256];
    private final long[] all = new long[Part.MOST_ROWS];
    private ByteReader in = new ByteReader();
    private int at;
    private int form;
    private int count;
    private int width;
    private int rows;

    /**
     * Goes to a column.
     *
     * @param reader stands where it begins
     * @param isZero whether it was not written, because it is 0 throughout
     */
    void begin(ByteReader reader, boolean isZero, int n) {
      in = reader;
      rows = n;
      at = reader.at;
      count = 1;
      distinct[0] = 0;
      form = isZero ? SAME : reader.u8();
      if (!isZero && (form == SAME || form == FEW || form == PERIODIC)) {
        count = form == SAME ? 1 : form == FEW ? reader.u8() : period(reader);
        for (int i = 0; i < count; i++) {
          distinct[i] = (byte) reader.number();
        }
        if (count == 0) {
          throw new DamagedIndexException("a column of no values");
        }
        width = form == FEW ? Bits.width(count - 1L) : 0;
        at = reader.at;
      }
    }

    /**
     * Decodes some values from one on.
     *
     * @return behind the last one
     */
    int read(byte[] into, int from) {
      int to = Math.min(rows, from + TOGETHER);
      switch (form) {
        case SAME -> java.util.Arrays.fill(into, from, to, distinct[0]);
        case PERIODIC -> {
          int next = from % count;
          for (int i = from; i < to; i++) {
            into[i] = distinct[next];
            next = next + 1 == count ? 0 : next + 1;
          }
        }
        case FEW -> {
          int bit = (at << 3) + from * width;
          long mask = (1L << width) - 1;
          if (width <= 3) {
            long word = Bits.get(in.bytes, bit, 56);
            for (int i = from; i < to; i++, word >>>= width) {
              into[i] = distinct[(int) (word & mask)];
            }
          } else {
            for (int i = from; i < to; i++, bit += width) {
              into[i] = distinct[(int) Bits.get(in.bytes, bit, width)];
            }
          }
        }
        default -> {
          in.at = at;
          ColumnCodec.read(in, all, rows);
          for (int i = from; i < rows; i++) {
            into[i] = (byte) all[i];
          }
          to = rows;
        }
      }
      return to;
    }
  }
}
