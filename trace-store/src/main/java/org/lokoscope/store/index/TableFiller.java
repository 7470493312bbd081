package org.lokoscope.store.index;

/** The second pass over a table: puts each row in the place that the first pass has kept for it. */
final class TableFiller implements Rows {

  private final Table table;
  private final int columns;
  private final long[] next;

  TableFiller(Table table) {
    this.table = table;
    columns = table.columns();
    next = new long[table.keys()];
    for (int i = 0; i < next.length; i++) {
      next[i] = table.start(i);
    }
  }

  @Override
  public void add(int key, long time, long a, long b, long c, long d, long e, long f) {
    long row = next[key]++;
    table.set(0, row, time);
    table.set(1, row, a);
    if (columns > 2) {
      table.set(2, row, b);
      table.set(3, row, c);
    }
    if (columns > 4) {
      table.set(4, row, d);
    }
    if (columns > 5) {
      table.set(5, row, e);
      table.set(6, row, f);
    }
  }
}
