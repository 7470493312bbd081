// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * Passes over what somebody who builds an index has in mind, to write it down or to read it back:
 * each says once, in one order, what that is. Read is into one that knows nothing yet.
 *
 * <p>What cannot be read, or cannot be, gives an {@link UncheckedIOException}.
 */
abstract class Kept implements LongUnaryOperator {

  /** Somebody whose state can be kept. */
  interface State {
    void keep(Kept kept);
  }

  /** Writes {@code now} and returns it, or returns what was written. */
  abstract long number(long now);

  @Override
  public long applyAsLong(long now) {
    return number(now);
  }

  /** The first {@code size} numbers of a column. */
  abstract void column(Longs column, int size);

  abstract void ids(LongIndex ids);

  abstract void numbers(Map<Long, Long> numbers);

  /** A number within bounds. */
  int count(int now, int most) {
    long count = number(now);
    if (count < 0 || count > most) {
      throw impossible(count);
    }
    return (int) count;
  }

  static UncheckedIOException impossible(long number) {
    return new UncheckedIOException(new IOException("cannot be: " + number));
  }

  static Kept to(DataOutputStream out) {
    return new Written(out);
  }

  static Kept from(DataInputStream in) {
    return new Read(in);
  }

  private static final class Written extends Kept {
    private final DataOutputStream out;

    Written(DataOutputStream out) {
      this.out = out;
    }

    @Override
    long number(long now) {
      try {
        Numbers.write(out, now);
        return now;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    void column(Longs column, int size) {
      long before = 0;
      for (int i = 0; i < size; i++) {
        long value = column.get(i);
        number(value - before);
        before = value;
      }
    }

    @Override
    void ids(LongIndex ids) {
      number(ids.size());
      for (int i = 0; i < ids.size(); i++) {
        number(ids.key(i));
      }
    }

    @Override
    void numbers(Map<Long, Long> numbers) {
      number(numbers.size());
      List<Long> keys = new ArrayList<>(numbers.keySet());
      for (long key : keys) {
        number(key);
        number(numbers.getOrDefault(key, 0L));
      }
    }
  }

  private static final class Read extends Kept {
    private final DataInputStream in;

    Read(DataInputStream in) {
      this.in = in;
    }

    @Override
    long number(long now) {
      try {
        return Numbers.read(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    void column(Longs column, int size) {
      long before = 0;
      for (int i = 0; i < size; i++) {
        before += number(0);
        column.set(i, before);
      }
    }

    @Override
    void ids(LongIndex ids) {
      int size = count(0, Integer.MAX_VALUE);
      for (int i = 0; i < size; i++) {
        long id = number(0);
        if (ids.add(id) != i) {
          throw impossible(id);
        }
      }
    }

    @Override
    void numbers(Map<Long, Long> numbers) {
      for (int left = count(0, Integer.MAX_VALUE); left > 0; left--) {
        numbers.put(number(0), number(0));
      }
    }
  }
}
