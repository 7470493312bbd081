// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Trace;
import org.lokoscope.views.query.RangeTotals;
import org.lokoscope.views.viewport.TimeRange;

/** A chosen stretch of time and what happened in it, which is added up in the background. */
public final class TimeSelection {

  private final Trace trace;
  private final TimelineModel.Background background;
  private final Cell<Optional<TimeRange>> chosen = new Cell<>(Optional.empty());
  private final Cell<Optional<RangeTotals>> totals = new Cell<>(Optional.empty());
  private volatile @Nullable TimeRange wanted;

  TimeSelection(Trace trace, TimelineModel.Background background) {
    this.trace = trace;
    this.background = background;
  }

  /** Null for none. */
  public @Nullable TimeRange get() {
    return chosen.get().orElse(null);
  }

  public Cell<Optional<TimeRange>> chosen() {
    return chosen;
  }

  /** Empty until they are known. */
  public Cell<Optional<RangeTotals>> totals() {
    return totals;
  }

  /** Chooses a stretch, or with null none; its totals follow with {@link #sum}. */
  public void choose(@Nullable TimeRange range) {
    wanted = range;
    totals.set(Optional.empty());
    chosen.set(Optional.ofNullable(range));
  }

  /** Adds up what happened in the chosen stretch. */
  public void sum(@Nullable LaneId lane) {
    TimeRange range = get();
    if (range != null) {
      background.ask(() -> totals(range, lane), this::show);
    }
  }

  private Optional<RangeTotals> totals(TimeRange range, @Nullable LaneId lane) {
    try {
      return Optional.of(
          RangeTotals.of(trace, range, lane, (done, all, what) -> range.equals(wanted)));
    } catch (CancellationException superseded) {
      return Optional.empty();
    }
  }

  private void show(Optional<RangeTotals> found) {
    if (found.isPresent() && found.get().range().equals(get())) {
      totals.set(found);
    }
  }
}
