// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.Locale;

/** What a query selects. */
public enum Target {
  FIBERS,
  INTERVALS,
  EVENTS;

  /** The word that users say, such as {@code fibers}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
