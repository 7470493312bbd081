// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.source;

import org.lokoscope.store.Site;

/**
 * Something to be marked in a source.
 *
 * @param line from 1
 * @param column from 1; 0 for the line as a whole
 * @param note what stands behind the line, or ""
 */
public record SourceMark(int line, int column, Role role, String note) {

  /** Why it is marked; of several on one line the first is the one that is seen. */
  public enum Role {
    /** The form that keeps what leaks. */
    LEAK,
    /** The call that goes round. */
    CALL,
    /** Where the selected fiber is at the playhead. */
    HERE,
    /** Where other fibers wait at the playhead. */
    WAITING,
    /** Where the selected fiber was spawned. */
    SPAWN
  }

  public static SourceMark of(Site site, Role role, String note) {
    return new SourceMark(site.line(), site.column(), role, note);
  }
}
