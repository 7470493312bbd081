// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.util.List;
import org.lokoscope.store.Recording;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.Unread;
import org.lokoscope.store.index.EventQuery;
import org.lokoscope.store.index.TraceIndex;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.TraceFolder;
import org.lokoscope.store.walk.ChunkWalks;

/** A trace as it was at one moment. It is closed when it is out of date and nobody uses it. */
final class TraceView {

  final TraceFolder folder;
  final ChunkLog log;
  final TraceIndex index;
  final EventQuery query;
  final ChunkWalks walks;
  final TraceInfo info;
  final List<Recording> recordings;
  final List<Unread> unread;

  /** Whether the index goes with the view. */
  private final boolean owned;

  private int users;
  private boolean retired;

  TraceView(
      TraceFolder folder,
      ChunkLog log,
      TraceIndex index,
      boolean owned,
      EventQuery query,
      ChunkWalks walks,
      TraceInfo info,
      List<Recording> recordings,
      List<Unread> unread) {
    this.folder = folder;
    this.log = log;
    this.index = index;
    this.owned = owned;
    this.query = query;
    this.walks = walks;
    this.info = info;
    this.recordings = recordings;
    this.unread = unread;
  }

  /** Takes the view for a query; false if it is out of date. */
  synchronized boolean enter() {
    if (retired) {
      return false;
    }
    users++;
    return true;
  }

  synchronized void leave() {
    users--;
    closeIfUnused();
  }

  /** Says that the view is out of date. */
  synchronized void retire() {
    retired = true;
    closeIfUnused();
  }

  private void closeIfUnused() {
    if (retired && users == 0) {
      if (owned) {
        index.close();
      }
      log.close();
    }
  }
}
