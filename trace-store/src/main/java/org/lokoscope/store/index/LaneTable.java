// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import org.lokoscope.store.LaneId;

/** Numbers the lanes in the order in which they appear in the events. */
final class LaneTable {

  private static final LaneId.Kind[] KINDS = LaneId.Kind.values();

  private final LongIndex[] byKind = {new LongIndex(), new LongIndex(), new LongIndex()};
  private final Longs[] numbers = {new Longs(-1), new Longs(-1), new Longs(-1)};
  private final Longs kinds = new Longs(0);
  private final Longs ids = new Longs(0);
  private int size;

  int of(LaneId.Kind kind, long id) {
    LongIndex index = byKind[kind.ordinal()];
    int before = index.size();
    int at = index.add(id);
    if (at == before) {
      numbers[kind.ordinal()].set(at, size);
      kinds.set(size, kind.ordinal());
      ids.set(size, id);
      size++;
    }
    return (int) numbers[kind.ordinal()].get(at);
  }

  /** The number of a lane, or -1 when no event has named it. */
  int find(LaneId lane) {
    int at = byKind[lane.kind().ordinal()].find(lane.id());
    return at < 0 ? -1 : (int) numbers[lane.kind().ordinal()].get(at);
  }

  LaneId lane(int number) {
    return new LaneId(KINDS[(int) kinds.get(number)], ids.get(number));
  }

  int size() {
    return size;
  }

  LongIndex ids(LaneId.Kind kind) {
    return byKind[kind.ordinal()];
  }
}
