// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

/** The processes of a trace in the order of their birth, as columns. */
final class Processes {

  final LongIndex ids = new LongIndex();
  final Longs parent = new Longs(0);
  final Longs name = new Longs(0);
  final Longs spawned = new Longs(0);
  final Longs ended = new Longs(-1);
  final Longs status = new Longs(0);
  final Longs dispatches = new Longs(0);
  final Longs preemptions = new Longs(0);

  Longs[] kept() {
    return new Longs[] {parent, name, spawned, ended, status, dispatches, preemptions};
  }

  int of(long id, long time) {
    int before = ids.size();
    int index = ids.add(id);
    if (index == before) {
      spawned.set(index, time);
    }
    return index;
  }
}
