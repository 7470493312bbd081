// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

/** In what form answers are written. */
public enum FindFormat {
  TEXT,
  /** One object a line. */
  JSON,
  CSV
}
