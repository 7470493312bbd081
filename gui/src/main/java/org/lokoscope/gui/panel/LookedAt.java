// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import org.lokoscope.store.EventRow;

/** What is no lane and is looked at all the same. */
public sealed interface LookedAt {

  /** A channel, condition, mailbox or port. */
  record OneObject(long id) implements LookedAt {}

  record OneEvent(EventRow event) implements LookedAt {}
}
