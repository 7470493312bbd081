// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;

/**
 * A frame to which a raised object unwinds: it stands on the continuation while its {@link
 * Winder.Catch} stands in the dynamic state.
 */
public abstract class CatchFrame extends Frame {

  private final Winder.Catch entry;

  protected CatchFrame(Winder.Catch entry) {
    this.entry = entry;
  }

  final Winder.Catch entry() {
    return entry;
  }

  /** The dynamic state outside of the form. */
  protected final @Nullable Winder outerWinders() {
    return entry.next();
  }

  @Override
  public final int site() {
    return entry.site();
  }

  /** Handles a raised object. The machine's continuation and winders are still the raise's. */
  abstract Object caught(Machine machine, Raising.Raised raised);
}
