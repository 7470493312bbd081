// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;

/** The series by quantity and subject. There may be millions: only the subjects are kept. */
final class SeriesList extends AbstractList<SeriesId> implements RandomAccess {

  private static final Quantity[] QUANTITIES = Quantity.values();

  /** By quantity. */
  private final List<long[]> subjects;

  private final int size;

  SeriesList(List<long[]> subjects) {
    this.subjects = subjects;
    size = Math.toIntExact(subjects.stream().mapToLong(each -> each.length).sum());
  }

  @Override
  public SeriesId get(int index) {
    int at = Objects.checkIndex(index, size);
    int quantity = 0;
    while (at >= subjects.get(quantity).length) {
      at -= subjects.get(quantity++).length;
    }
    return new SeriesId(QUANTITIES[quantity], subjects.get(quantity)[at]);
  }

  @Override
  public boolean contains(@Nullable Object wanted) {
    return wanted instanceof SeriesId id
        && Arrays.binarySearch(subjects.get(id.quantity().ordinal()), id.subject()) >= 0;
  }

  @Override
  public int size() {
    return size;
  }
}
