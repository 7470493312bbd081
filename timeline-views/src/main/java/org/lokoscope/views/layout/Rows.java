package org.lokoscope.views.layout;

import java.util.List;
import java.util.Optional;
import org.lokoscope.store.LaneId;

/** All rows from top to bottom, without gaps or overlaps. */
public record Rows(List<Row> rows) {

  public static final Rows NONE = new Rows(List.of());

  public double height() {
    return rows.isEmpty() ? 0 : rows.getLast().bottom();
  }

  /** The row at a pixel, by binary search. */
  public Optional<Row> at(double y) {
    int index = indexAt(y);
    return y < 0 || index >= rows.size() ? Optional.empty() : Optional.of(rows.get(index));
  }

  /** The rows that a pane from {@code top} to {@code bottom} shows at least in part. */
  public List<Row> visible(double top, double bottom) {
    int first = indexAt(Math.max(0, top));
    int last = first;
    while (last < rows.size() && rows.get(last).y() < bottom) {
      last++;
    }
    return rows.subList(Math.min(first, last), last);
  }

  public Optional<Row> of(LaneId lane) {
    return rows.stream().filter(row -> row.lane().equals(lane)).findFirst();
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
}
