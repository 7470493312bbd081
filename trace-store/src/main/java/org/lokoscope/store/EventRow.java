// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.util.List;

/**
 * One event as a table shows it.
 *
 * @param index its place among all events of the trace, by time
 * @param values the fields after the time, in the schema's order, names and sites resolved
 */
public record EventRow(long index, long time, int cpu, String type, List<Value> values) {

  /** A field's name, its number and its readable form. */
  public record Value(String name, long number, String text) {}
}
