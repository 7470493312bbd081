// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.sql;

/** A query cannot be answered. The message says why, in one line. */
public final class SqlException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public SqlException(String line, Throwable cause) {
    super(line, cause);
  }
}
