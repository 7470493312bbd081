// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Numbers of one kind that several sources have given to things of their own, made unique: each
 * keeps its number if no other source has it, or gets the next that is free. 0 means none and
 * stays.
 */
final class Numbering {

  /** More are not told apart, so that no source can take all the memory. */
  private static final int MOST = 4_000_000;

  private record Key(int source, long number) {}

  private final Map<Key, Long> known = new HashMap<>();
  private final Set<Long> used = new HashSet<>();
  private long next = 1;

  long of(int source, long number) {
    if (number == 0) {
      return 0;
    }
    Key key = new Key(source, number);
    Long mine = known.get(key);
    if (mine != null) {
      return mine;
    }
    return known.size() < MOST ? add(key) : number;
  }

  private long add(Key key) {
    long mine = key.number();
    // A number below 0 is one of the recorder's own, and stays below.
    long step = mine < 0 ? -1 : 1;
    if (!used.add(mine)) {
      mine = step * next;
      while (!used.add(mine)) {
        mine += step;
      }
      next = Math.abs(mine);
    }
    known.put(key, mine);
    return mine;
  }
}
