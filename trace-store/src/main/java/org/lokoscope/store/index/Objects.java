// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

/** The channels, conditions and mailboxes of a trace in the order of their birth, as columns. */
final class Objects {

  final LongIndex ids = new LongIndex();
  final Longs kind = new Longs(0);
  final Longs creator = new Longs(0);
  final Longs site = new Longs(0);
  final Longs created = new Longs(0);
  final Longs matches = new Longs(0);
  final Longs peakQueue = new Longs(0);

  /** Where the offers were made that were queued last, and what each keeps. */
  final Longs offerSite = new Longs(0);

  final Longs offerWords = new Longs(0);

  Longs[] kept() {
    return new Longs[] {kind, creator, site, created, matches, peakQueue, offerSite, offerWords};
  }

  int of(long id, long time) {
    int before = ids.size();
    int index = ids.add(id);
    if (index == before) {
      created.set(index, time);
    }
    return index;
  }
}
