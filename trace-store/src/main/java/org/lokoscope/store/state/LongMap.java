// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries by their numbers, without boxes: open addressing, with removal by shifting back. Beside
 * that they stand in the order in which they were added, which is mostly that of their numbers: so
 * it costs little to sort them.
 */
final class LongMap<T extends LongMap.Entry> {

  /** What can be in such a map. */
  abstract static class Entry {
    final long id;
    int place;

    Entry(long id) {
      this.id = id;
    }
  }

  private @Nullable Entry[] slots = new Entry[4];
  private int size;
  private @Nullable Entry[] order = new Entry[4];
  private int end;

  int size() {
    return size;
  }

  /** Makes room for so many entries; for a map in which there are none. */
  void expect(int entries) {
    int room = Integer.highestOneBit(Math.clamp(2L * entries, 4, 1 << 29)) << 1;
    slots = new Entry[room];
    order = new Entry[Math.max(4, entries)];
  }

  @SuppressWarnings("unchecked")
  @Nullable T get(long id) {
    int mask = slots.length - 1;
    for (int at = hash(id) & mask; ; at = at + 1 & mask) {
      Entry entry = slots[at];
      if (entry == null || entry.id == id) {
        return (T) entry;
      }
    }
  }

  /** Adds an entry whose number is not in the map. */
  void add(T entry) {
    if (2 * (size + 1) > slots.length) {
      Entry[] old = slots;
      slots = new Entry[old.length * 2];
      for (Entry each : old) {
        if (each != null) {
          place(each);
        }
      }
    }
    place(entry);
    size++;
    if (end == order.length) {
      makeRoom();
    }
    entry.place = end;
    order[end++] = entry;
  }

  private void makeRoom() {
    Entry[] before = order;
    if (2 * size > order.length) {
      order = new Entry[2 * order.length];
    }
    int to = 0;
    for (int from = 0; from < end; from++) {
      Entry each = before[from];
      if (each != null) {
        each.place = to;
        order[to++] = each;
      }
    }
    for (int i = to; i < Math.min(end, order.length); i++) {
      order[i] = null;
    }
    end = to;
  }

  private void place(Entry entry) {
    int mask = slots.length - 1;
    int at = hash(entry.id) & mask;
    while (slots[at] != null) {
      at = at + 1 & mask;
    }
    slots[at] = entry;
  }

  void remove(long id) {
    int mask = slots.length - 1;
    int at = hash(id) & mask;
    while (slots[at] != null && slots[at].id != id) {
      at = at + 1 & mask;
    }
    if (slots[at] == null) {
      return;
    }
    size--;
    order[slots[at].place] = null;
    int free = at;
    slots[free] = null;
    for (at = at + 1 & mask; slots[at] != null; at = at + 1 & mask) {
      int wanted = hash(slots[at].id) & mask;
      if ((at - wanted & mask) >= (at - free & mask)) {
        slots[free] = slots[at];
        slots[at] = null;
        free = at;
      }
    }
  }

  void clear() {
    slots = new Entry[4];
    size = 0;
    order = new Entry[4];
    end = 0;
  }

  /** All entries, in the order in which they were added. */
  @SuppressWarnings("unchecked")
  List<T> values() {
    List<T> all = new ArrayList<>(size);
    for (int i = 0; i < end; i++) {
      Entry entry = order[i];
      if (entry != null) {
        all.add((T) entry);
      }
    }
    return all;
  }

  private static int hash(long id) {
    long mixed = id * 0x9E37_79B9_7F4A_7C15L;
    return (int) (mixed >>> 32) ^ (int) mixed >>> 16;
  }
}
