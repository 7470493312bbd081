// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.Arrays;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;

/** Numbers the series in the order in which they get their first point. */
final class SeriesTable {

  private static final Quantity[] QUANTITIES = Quantity.values();

  private final LongIndex[] byQuantity = new LongIndex[QUANTITIES.length];
  private final Longs[] numbers = new Longs[QUANTITIES.length];
  private final Longs quantities = new Longs(0);
  private final Longs subjects = new Longs(0);
  private int size;

  SeriesTable() {
    for (int i = 0; i < QUANTITIES.length; i++) {
      byQuantity[i] = new LongIndex();
      numbers[i] = new Longs(-1);
    }
  }

  int of(Quantity quantity, long subject) {
    LongIndex index = byQuantity[quantity.ordinal()];
    int before = index.size();
    int at = index.add(subject);
    if (at == before) {
      numbers[quantity.ordinal()].set(at, size);
      quantities.set(size, quantity.ordinal());
      subjects.set(size, subject);
      size++;
    }
    return (int) numbers[quantity.ordinal()].get(at);
  }

  int find(SeriesId id) {
    int at = byQuantity[id.quantity().ordinal()].find(id.subject());
    return at < 0 ? -1 : (int) numbers[id.quantity().ordinal()].get(at);
  }

  /** The subjects of a quantity that have a series of it, ascending. */
  long[] subjects(Quantity quantity) {
    LongIndex index = byQuantity[quantity.ordinal()];
    long[] subjects = new long[index.size()];
    for (int i = 0; i < subjects.length; i++) {
      subjects[i] = index.key(i);
    }
    Arrays.sort(subjects);
    return subjects;
  }

  SeriesId id(int number) {
    return new SeriesId(QUANTITIES[(int) quantities.get(number)], subjects.get(number));
  }

  int size() {
    return size;
  }
}
