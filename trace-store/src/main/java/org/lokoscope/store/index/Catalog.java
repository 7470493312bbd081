// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.store.Hogging;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.tracer.lifecycle.Holes;

/** The part of an index that is read into memory whole: everything but the bulk. */
final class Catalog {

  /** Changes whenever what is kept, or how it is computed, changes: older indexes are rebuilt. */
  static final int VERSION = 13;

  List<String> stamp = List.of();
  ChunkLog.Contents contents =
      new ChunkLog.Contents(List.of(), List.of(), 0, List.of(), new Holes());
  final long[] eventsByCode = new long[256];
  long events;
  long end;
  long lost;
  long illegalTransitions;
  final Definitions definitions = new Definitions();
  final Fibers fibers = new Fibers();
  final Processes processes = new Processes();
  final Objects objects = new Objects();
  final List<Hogging> hoggings = new ArrayList<>();
  final ReachabilityEvents reachability = new ReachabilityEvents();
  final LaneTable lanes = new LaneTable();
  final SeriesTable series = new SeriesTable();
}
