package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

  public List<SeriesId> series() {
    List<SeriesId> ids = new ArrayList<>();
    for (int i = 0; i < catalog.series.size(); i++) {
      ids.add(catalog.series.id(i));
    }
    for (int fiber = 0; fiber < catalog.fibers.ids.size(); fiber++) {
      if (growth.has(fiber)) {
        long id = catalog.fibers.ids.key(fiber);
        ids.add(new SeriesId(SeriesId.Quantity.FIBER_WORDS, id));
        ids.add(new SeriesId(SeriesId.Quantity.FIBER_FRAMES, id));
        ids.add(new SeriesId(SeriesId.Quantity.FIBER_WINDERS, id));
      }
    }
    ids.sort(Comparator.comparing(SeriesId::quantity).thenComparingLong(SeriesId::subject));
    return ids;
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
    KeyRows rows = growth.rows(key);
    long size = rows.size();
    long wanted = Math.min(size, Math.max(1, maxPoints));
    for (long i = 0; i < wanted; i++) {
      long row = wanted == 1 ? size - 1 : Math.round(i * (size - 1.0) / (wanted - 1));
      found.add(
          new GrowthPoint(
              rows.time(row),
              rows.get(1, row),
              rows.get(2, row),
              rows.get(3, row),
              rows.get(4, row),
              rows.get(5, row),
              rows.get(6, row)));
    }
    return found;
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
