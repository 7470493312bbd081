// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;

/** Puts stack snapshots together from their rows: frames, and the winders of the same moment. */
final class StackSnapshotReader {

  private final Catalog catalog;
  private final Table snapshots;
  private final Table numbers;

  StackSnapshotReader(Catalog catalog, Table snapshots, Table numbers) {
    this.catalog = catalog;
    this.snapshots = snapshots;
    this.numbers = numbers;
  }

  List<StackSnapshot> of(long fiber) {
    List<StackSnapshot> found = new ArrayList<>();
    int key = catalog.fibers.ids.find(fiber);
    if (!snapshots.has(key)) {
      return found;
    }
    try (KeyRows rows = snapshots.rows(key);
        KeyRows all = numbers.rows(0)) {
      for (long row = 0; row < rows.size(); row++) {
        boolean frames = rows.get(1, row) == StackSnapshots.FRAMES;
        StackSnapshot snapshot = snapshot(rows, all, fiber, row, frames);
        StackSnapshot last = found.isEmpty() ? null : found.getLast();
        if (last != null
            && last.continuation() == snapshot.continuation()
            && isOther(last, frames)) {
          found.set(found.size() - 1, join(last, snapshot, frames));
        } else {
          found.add(snapshot);
        }
      }
    }
    found.replaceAll(StackSnapshotReader::complete);
    return found;
  }

  /** A snapshot of which only one half was recorded. */
  private static StackSnapshot complete(StackSnapshot snapshot) {
    return new StackSnapshot(
        snapshot.time(),
        snapshot.fiber(),
        snapshot.continuation(),
        Math.max(0, snapshot.frames()),
        snapshot.groups(),
        Math.max(0, snapshot.winders()),
        snapshot.winderGroups());
  }

  private static boolean isOther(StackSnapshot last, boolean frames) {
    return frames ? last.frames() < 0 : last.winders() < 0;
  }

  /** One half of a snapshot; the count of the half that is not known yet is -1. */
  private StackSnapshot snapshot(KeyRows rows, KeyRows all, long fiber, long row, boolean frames) {
    long time = rows.time(row);
    long continuation = rows.get(2, row);
    long count = rows.get(3, row);
    List<StackGroup> groups = groups(all, rows.get(4, row), rows.get(5, row));
    return frames
        ? new StackSnapshot(time, fiber, continuation, count, groups, -1, List.of())
        : new StackSnapshot(time, fiber, continuation, -1, List.of(), count, groups);
  }

  private static StackSnapshot join(StackSnapshot last, StackSnapshot snapshot, boolean frames) {
    StackSnapshot a = frames ? snapshot : last;
    StackSnapshot b = frames ? last : snapshot;
    return new StackSnapshot(
        last.time(),
        last.fiber(),
        last.continuation(),
        a.frames(),
        a.groups(),
        b.winders(),
        b.winderGroups());
  }

  /** Reads groups of repeat, n, n times site and words; a last group that was cut off is short. */
  private List<StackGroup> groups(KeyRows all, long at, long length) {
    List<StackGroup> groups = new ArrayList<>();
    long next = at;
    long end = next + length;
    while (next + 2 <= end) {
      long repeat = all.get(1, next);
      long size = all.get(1, next + 1);
      next += 2;
      List<StackFrame> frames = new ArrayList<>();
      for (long i = 0; i < size && next + 2 <= end; i++, next += 2) {
        frames.add(
            new StackFrame(catalog.definitions.site(all.get(1, next)), all.get(1, next + 1)));
      }
      if (!frames.isEmpty()) {
        groups.add(new StackGroup(repeat, List.copyOf(frames)));
      }
    }
    return List.copyOf(groups);
  }
}
