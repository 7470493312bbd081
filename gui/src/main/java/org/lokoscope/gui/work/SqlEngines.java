// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.sql.SqlEngine;

/** Finds the engine for SQL and Parquet, which is loaded when it is asked for. */
public final class SqlEngines {

  private static final String DIRECTORY = "sql";

  private SqlEngines() {}

  /**
   * Loads the engine.
   *
   * @throws TraceException if this installation has none
   */
  public static SqlEngine load() {
    try {
      return OnDemand.load(SqlEngine.class, DIRECTORY);
    } catch (IOException e) {
      throw new TraceException("the engine for SQL cannot be loaded: " + e.getMessage(), e);
    }
  }
}
