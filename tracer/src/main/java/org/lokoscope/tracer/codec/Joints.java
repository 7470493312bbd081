// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import java.util.List;
import org.lokoscope.tracer.schema.JointType;

/** How a joint event is taken apart: {@link JointType} in arrays. */
final class Joints {

  private final int steady;
  private final int steadyFields;
  private final int[] codes;
  private final int[][] sources;
  private final long[][] constants;

  Joints(JointType type) {
    List<JointType.Part> parts = type.parts();
    steady = type.steady();
    steadyFields = type.fields().size() - steady;
    codes = parts.stream().mapToInt(part -> part.type().code()).toArray();
    sources =
        parts.stream()
            .map(part -> part.sources().stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    constants =
        parts.stream()
            .map(part -> part.constants().stream().mapToLong(Long::longValue).toArray())
            .toArray(long[][]::new);
  }

  /** The index of the first steady field. */
  int steady() {
    return steady;
  }

  /** How many fields are steady. */
  int steadyFields() {
    return steadyFields;
  }

  /** Adds the codes of the parts to a set of bits. */
  void addTo(long[] set) {
    for (int each : codes) {
      set[each >>> 6] |= 1L << each;
    }
  }

  int parts() {
    return codes.length;
  }

  /** Puts the fields of one part into {@code values}, and returns its code. */
  int give(int part, long[] joint, long[] values) {
    int[] from = sources[part];
    for (int i = 0; i < from.length; i++) {
      values[i] = from[i] >= 0 ? joint[from[i]] : constants[part][i];
    }
    return codes[part];
  }
}
