// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.schema;

import java.util.List;
import org.lokoscope.runtime.probe.Kind;

/**
 * One parameter of a probe method.
 *
 * @param index its place among the method's parameters; 0 is the time
 * @param type {@code long}, {@code int}, {@code String} or {@code long[]}
 * @param codes for {@link Kind#CODE}: the names of the constants, by ordinal; else empty
 */
public record EventField(
    int index, String name, Kind kind, Class<?> type, String doc, List<String> codes) {

  /** The readable form of a {@link Kind#CODE} value, or the number if no constant has it. */
  public String codeName(long value) {
    return value >= 0 && value < codes.size() ? codes.get((int) value) : Long.toString(value);
  }
}
