// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.tracer.schema.Deltas;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.JointType;

/** How a joint event is taken apart: {@link JointType} in arrays. */
final class Joints {

  private final int steady;
  private final int steadyFields;
  private final int[] codes;
  private final int[][] sources;
  private final long[][] constants;

  /** Which fields are kept in rows as differences, and of which kind. */
  private final int[] counting;

  private final int[] countingKinds;

  /** The last field of each other kind that others are a difference from. */
  private final int[] last;

  private final int[] lastKinds;

  Joints(JointType type) {
    List<JointType.Part> parts = type.parts();
    steady = type.steady();
    steadyFields = type.fields().size() - steady;
    List<EventField> plain = type.fields().subList(1, steady);
    counting = counting(plain);
    countingKinds = kinds(type, counting);
    last = last(plain);
    lastKinds = kinds(type, last);
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

  private static int[] kinds(JointType type, int[] fields) {
    return IntStream.of(fields).map(field -> type.fields().get(field).kind().ordinal()).toArray();
  }

  private static int[] counting(List<EventField> fields) {
    return fields.stream()
        .filter(field -> Repetition.countsUp(field.kind()))
        .mapToInt(EventField::index)
        .toArray();
  }

  private static int[] last(List<EventField> fields) {
    Map<Kind, EventField> last = new EnumMap<>(Kind.class);
    for (EventField field : fields) {
      if (Deltas.isDelta(field.kind()) && !Repetition.countsUp(field.kind())) {
        last.put(field.kind(), field);
      }
    }
    return last.values().stream().mapToInt(EventField::index).toArray();
  }

  /** Sets a row: {@code joint} has the fields, {@code differences} those from the last values. */
  void remember(int row, RepeatedRows rows, long[] joint, long[] differences) {
    for (int i = 1; i < steady + steadyFields; i++) {
      rows.set(row, i, joint[i]);
    }
    for (int field : counting) {
      rows.set(row, field, differences[field]);
    }
  }

  /** Puts what a row says into {@code joint}, and into the last values of each kind. */
  void repeat(RepeatedRows rows, int row, long[] joint, long[] previous) {
    for (int i = 1; i < steady + steadyFields; i++) {
      joint[i] = rows.get(row, i);
    }
    for (int i = 0; i < counting.length; i++) {
      joint[counting[i]] = previous[countingKinds[i]] += joint[counting[i]];
    }
    for (int i = 0; i < last.length; i++) {
      previous[lastKinds[i]] = joint[last[i]];
    }
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
