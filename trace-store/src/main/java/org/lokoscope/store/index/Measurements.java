// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Hogging;
import org.lokoscope.store.Reachability;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.StackSnapshot;

/** What is counted or weighed in a run: series, growth of fibers, stack snapshots. */
public final class Measurements {
  private final Catalog catalog;
  private final Table growth;
  private final Table points;
  private final StackSnapshotReader stacks;

  Measurements(Catalog catalog, Parts<Table> tables) {
    this.catalog = catalog;
    growth = tables.get(Part.GROWTH);
    points = tables.get(Part.POINTS);
    stacks = new StackSnapshotReader(catalog, tables.get(Part.SNAPSHOTS), tables.get(Part.NUMBERS));
  }

  /** The series by quantity and subject; each is put together when it is asked for. */
  public List<SeriesId> series() {
    long[] fibers = sorted(catalog.fibers.ids.size(), growth::has, catalog.fibers.ids::key);
    List<long[]> subjects = new ArrayList<>();
    for (SeriesId.Quantity quantity : SeriesId.Quantity.values()) {
      subjects.add(isOfFiber(quantity) ? fibers : catalog.series.subjects(quantity));
    }
    return new SeriesList(subjects);
  }

  /** Those of one quantity, without a look at the others. */
  public List<SeriesId> series(SeriesId.Quantity quantity) {
    long[] subjects =
        isOfFiber(quantity)
            ? sorted(catalog.fibers.ids.size(), growth::has, catalog.fibers.ids::key)
            : catalog.series.subjects(quantity);
    List<long[]> all = new ArrayList<>();
    for (SeriesId.Quantity each : SeriesId.Quantity.values()) {
      all.add(each == quantity ? subjects : new long[0]);
    }
    return new SeriesList(all);
  }

  private static boolean isOfFiber(SeriesId.Quantity quantity) {
    return switch (quantity) {
      case FIBER_WORDS, FIBER_FRAMES, FIBER_WINDERS -> true;
      default -> false;
    };
  }

  private static long[] sorted(int size, IntPredicate wanted, IntToLongFunction key) {
    long[] keys = new long[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (wanted.test(i)) {
        keys[count++] = key.applyAsLong(i);
      }
    }
    Arrays.sort(keys, 0, count);
    return Arrays.copyOf(keys, count);
  }

  public Series series(SeriesId id, long from, long to, int maxPoints) {
    return switch (id.quantity()) {
      case FIBER_WORDS -> ofFiber(id, 3, from, to, maxPoints);
      case FIBER_FRAMES -> ofFiber(id, 2, from, to, maxPoints);
      case FIBER_WINDERS -> ofFiber(id, 5, from, to, maxPoints);
      case LIVE_WINDERS -> {
        SeriesId words = new SeriesId(SeriesId.Quantity.LIVE_WORDS, 0);
        yield new Downsampling(
                points, 2, catalog.series.find(id) < 0 ? -1 : catalog.series.find(words))
            .series(id, from, to, maxPoints);
      }
      default ->
          new Downsampling(points, 1, catalog.series.find(id)).series(id, from, to, maxPoints);
    };
  }

  private Series ofFiber(SeriesId id, int column, long from, long to, int maxPoints) {
    int fiber = catalog.fibers.ids.find(id.subject());
    return new Downsampling(growth, column, fiber).series(id, from, to, maxPoints);
  }

  /** A fiber at its suspends, thinned evenly; the first and the last are always among them. */
  public List<GrowthPoint> growth(long fiber, int maxPoints) {
    int key = catalog.fibers.ids.find(fiber);
    List<GrowthPoint> found = new ArrayList<>();
    if (!growth.has(key)) {
      return found;
    }
    try (KeyRows rows = growth.rows(key)) {
      long size = rows.size();
      long wanted = Math.min(size, Math.max(1, maxPoints));
      for (long i = 0; i < wanted; i++) {
        long row = wanted == 1 ? size - 1 : Math.round(i * (size - 1.0) / (wanted - 1));
        found.add(point(rows, row));
      }
    }
    return found;
  }

  /** A fiber at its last suspend up to a time, or null. */
  public @Nullable GrowthPoint growthAt(long fiber, long time) {
    int key = catalog.fibers.ids.find(fiber);
    if (!growth.has(key)) {
      return null;
    }
    try (KeyRows rows = growth.rows(key)) {
      long row = time == Long.MAX_VALUE ? rows.size() : rows.firstFrom(time + 1);
      return row == 0 ? null : point(rows, row - 1);
    }
  }

  private static GrowthPoint point(KeyRows rows, long row) {
    return new GrowthPoint(
        rows.time(row),
        rows.get(1, row),
        rows.get(2, row),
        rows.get(3, row),
        rows.get(4, row),
        rows.get(5, row),
        rows.get(6, row));
  }

  /** Runs of fibers for which others were late. */
  public List<Hogging> hoggings() {
    return List.copyOf(catalog.hoggings);
  }

  /** What can still be reached, and what keeps it. */
  public Reachability reachability() {
    return catalog.reachability.get(catalog.definitions);
  }

  public List<StackSnapshot> stacks(long fiber) {
    return stacks.of(fiber);
  }
}
