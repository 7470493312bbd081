// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

/**
 * The fibers of a trace in the order of their birth, as columns; also their state during a pass.
 */
final class Fibers {

  final LongIndex ids = new LongIndex();
  final Longs process = new Longs(0);
  final Longs parent = new Longs(0);
  final Longs site = new Longs(0);
  final Longs spawned = new Longs(0);
  final Longs ended = new Longs(-1);
  final Longs outcome = new Longs(-1);
  final Longs failure = new Longs(0);
  final Longs resumes = new Longs(0);
  final Longs lastWords = new Longs(0);
  final Longs peakWords = new Longs(0);
  final Longs lastWinders = new Longs(0);

  /** The columns that are kept with the index, in the order of the file. */
  Longs[] kept() {
    return new Longs[] {
      process,
      parent,
      site,
      spawned,
      ended,
      outcome,
      failure,
      resumes,
      lastWords,
      peakWords,
      lastWinders
    };
  }

  /** The index of a fiber; one that was never spawned (its spawn was lost) is born here. */
  int of(long id, long time) {
    int before = ids.size();
    int index = ids.add(id);
    if (index == before) {
      process.set(index, id >>> 32);
      spawned.set(index, time);
    }
    return index;
  }
}
