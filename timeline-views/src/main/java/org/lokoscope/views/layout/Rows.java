// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;

/**
 * All rows from top to bottom, without gaps or overlaps. The first ones may be pinned: they stay at
 * the top of the pane, whatever is scrolled.
 */
public final class Rows {

  public static final Rows NONE = new Rows(List.of());

  /** Larger ones are not compared row by row: to draw them again is less. */
  private static final int COMPARED = 2_000;

  private final List<Row> rows;
  private final int pinned;
  private volatile @Nullable Map<LaneId, Integer> byLane;

  public Rows(List<Row> rows) {
    this(rows, 0);
  }

  /**
   * @param pinned how many of the first rows stay at the top
   */
  public Rows(List<Row> rows, int pinned) {
    this.rows = rows;
    this.pinned = pinned;
  }

  public List<Row> rows() {
    return rows;
  }

  public double height() {
    return rows.isEmpty() ? 0 : rows.getLast().bottom();
  }

  /** Height of the rows that stay at the top. */
  public double pinnedHeight() {
    return pinned == 0 ? 0 : rows.get(pinned - 1).bottom();
  }

  /** The row at a pixel, by binary search, as if nothing was pinned. */
  public Optional<Row> at(double y) {
    int index = indexAt(y);
    return y < 0 || index >= rows.size() ? Optional.empty() : Optional.of(rows.get(index));
  }

  /** The row at a pixel of a pane that is scrolled. */
  public Optional<Row> at(double yInPane, double scroll) {
    return yInPane < pinnedHeight() ? at(yInPane) : at(yInPane + scroll);
  }

  /** The same; of several in one line the one that lives at a time, else the first of them. */
  public Optional<Row> at(double yInPane, double scroll, double time) {
    Optional<Row> first = at(yInPane, scroll);
    if (first.isEmpty() || first.get().life() == null || yInPane < pinnedHeight()) {
      return first;
    }
    double y = first.get().y();
    for (int i = indexAt(y); i < rows.size() && rows.get(i).y() <= y; i++) {
      Row.Life life = rows.get(i).life();
      if (life != null && life.overlaps(time, time)) {
        return Optional.of(rows.get(i));
      }
    }
    return first;
  }

  /**
   * The rows that a pane from {@code top} to {@code bottom} shows at least in part; those that are
   * pinned are the last, so that they are drawn over what is scrolled below them.
   */
  public List<Row> visible(double top, double bottom) {
    int first = Math.max(pinned, indexAt(Math.max(0, top + pinnedHeight())));
    int last = first;
    while (last < rows.size() && rows.get(last).y() < bottom) {
      last++;
    }
    List<Row> below = rows.subList(Math.min(first, last), last);
    if (pinned == 0) {
      return below;
    }
    List<Row> all = new ArrayList<>(below);
    for (int i = 0; i < pinned; i++) {
      all.add(rows.get(i).movedBy(top));
    }
    return all;
  }

  public Optional<Row> of(LaneId lane) {
    int at = indexOf(lane);
    return at < 0 ? Optional.empty() : Optional.of(rows.get(at));
  }

  /** The place of a lane among the rows; -1 for one that is not there, or for none. */
  public int indexOf(@Nullable LaneId lane) {
    return lane == null ? -1 : index().getOrDefault(lane, -1);
  }

  private Map<LaneId, Integer> index() {
    Map<LaneId, Integer> known = byLane;
    if (known == null) {
      known = new HashMap<>(rows.size() * 2);
      for (int i = 0; i < rows.size(); i++) {
        known.putIfAbsent(rows.get(i).lane(), i);
      }
      byLane = known;
    }
    return known;
  }

  /** The same, ready to be asked for lanes: that takes as long as there are rows. */
  public Rows indexed() {
    index();
    return this;
  }

  /** The row of a lane where a pane that is scrolled shows it. */
  public Optional<Row> of(LaneId lane, double scroll) {
    return of(lane).map(row -> row.y() < pinnedHeight() ? row.movedBy(scroll) : row);
  }

  /** The first row that ends below {@code y}; the number of rows when none does. */
  private int indexAt(double y) {
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows.get(middle).bottom() <= y) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Large ones are the same, or not.
  public boolean equals(@Nullable Object other) {
    return other instanceof Rows that
        && pinned == that.pinned
        && rows.size() == that.rows.size()
        && (rows.size() > COMPARED ? rows == that.rows : rows.equals(that.rows));
  }

  @Override
  public int hashCode() {
    return 31 * rows.size() + pinned;
  }
}
