package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackShot;

/** Puts stack snapshots together from their rows: frames, and the winders of the same moment. */
final class ShotReader {

  private final Catalog catalog;
  private final Table shots;
  private final Table numbers;

  ShotReader(Catalog catalog, Table shots, Table numbers) {
    this.catalog = catalog;
    this.shots = shots;
    this.numbers = numbers;
  }

  List<StackShot> of(long fiber) {
    List<StackShot> found = new ArrayList<>();
    int key = catalog.fibers.ids.find(fiber);
    if (key < 0 || key >= shots.keys()) {
      return found;
    }
    for (long row = shots.start(key); row < shots.end(key); row++) {
      boolean frames = shots.get(1, row) == Shots.FRAMES;
      StackShot shot = shot(fiber, row, frames);
      StackShot last = found.isEmpty() ? null : found.getLast();
      if (last != null && last.continuation() == shot.continuation() && isOther(last, frames)) {
        found.set(found.size() - 1, join(last, shot, frames));
      } else {
        found.add(shot);
      }
    }
    found.replaceAll(ShotReader::complete);
    return found;
  }

  /** A snapshot of which only one half was recorded. */
  private static StackShot complete(StackShot shot) {
    return new StackShot(
        shot.time(),
        shot.fiber(),
        shot.continuation(),
        Math.max(0, shot.frames()),
        shot.groups(),
        Math.max(0, shot.winders()),
        shot.winderGroups());
  }

  private static boolean isOther(StackShot last, boolean frames) {
    return frames ? last.frames() < 0 : last.winders() < 0;
  }

  /** One half of a snapshot; the count of the half that is not known yet is -1. */
  private StackShot shot(long fiber, long row, boolean frames) {
    long time = shots.time(row);
    long continuation = shots.get(2, row);
    long count = shots.get(3, row);
    List<StackGroup> groups = groups(shots.get(4, row), shots.get(5, row));
    return frames
        ? new StackShot(time, fiber, continuation, count, groups, -1, List.of())
        : new StackShot(time, fiber, continuation, -1, List.of(), count, groups);
  }

  private static StackShot join(StackShot last, StackShot shot, boolean frames) {
    StackShot a = frames ? shot : last;
    StackShot b = frames ? last : shot;
    return new StackShot(
        last.time(),
        last.fiber(),
        last.continuation(),
        a.frames(),
        a.groups(),
        b.winders(),
        b.winderGroups());
  }

  /** Reads groups of repeat, n, n times site and words; a last group that was cut off is short. */
  private List<StackGroup> groups(long at, long length) {
    List<StackGroup> groups = new ArrayList<>();
    long next = numbers.keys() == 0 ? 0 : numbers.start(0) + at;
    long end = next + length;
    while (next + 2 <= end) {
      long repeat = numbers.get(1, next);
      long size = numbers.get(1, next + 1);
      next += 2;
      List<StackFrame> frames = new ArrayList<>();
      for (long i = 0; i < size && next + 2 <= end; i++, next += 2) {
        frames.add(
            new StackFrame(
                catalog.definitions.site(numbers.get(1, next)), numbers.get(1, next + 1)));
      }
      if (!frames.isEmpty()) {
        groups.add(new StackGroup(repeat, List.copyOf(frames)));
      }
    }
    return List.copyOf(groups);
  }
}
