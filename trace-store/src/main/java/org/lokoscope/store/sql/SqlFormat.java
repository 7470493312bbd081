// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.sql;

/** How the rows of an answer are written. */
public enum SqlFormat {
  /** A table for people: columns that are aligned. */
  TEXT,
  CSV,
  /** An array with an object for each row. */
  JSON
}
