// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.schema;

import java.util.ArrayList;
import java.util.List;

/** The section of {@link EventsPage} about joint events. */
final class JointsSection {

  private static final String HEAD =
      """

      ## Joint events

      What always comes together is kept as one; whoever reads a trace gets the events that it stands \
      for, and it counts as that many. A writer need not use them. The fields in *italics* come last \
      and are steady: 1 byte with the number of a slot, 0 to 63, says that they are as in that slot; \
      with 64 more, that they follow as zig-zag varints, and the slot holds them from then on. Slots \
      hold zeros at the begin of a chunk.

      Those that come again as they were are kept as a *repetition*, which has the code 255; \
      [trace-format.md](trace-format.md#repetitions) says how.

      | code | name | since | fields, after the time | stands for |
      | --- | --- | --- | --- | --- |
      """;

  private JointsSection() {}

  static String text() {
    StringBuilder text = new StringBuilder(HEAD);
    for (JointType joint : JointSchema.joints()) {
      text.append(
          "| %d | `%s` | %d | %s | %s |\n"
              .formatted(joint.code(), joint.name(), joint.since(), fields(joint), parts(joint)));
    }
    return text.toString();
  }

  private static String fields(JointType joint) {
    List<String> names = new ArrayList<>();
    for (EventField field : joint.fields().subList(1, joint.fields().size())) {
      String mark = field.index() < joint.steady() ? "" : "*";
      names.add(mark + field.name() + mark);
    }
    return String.join(", ", names);
  }

  private static String parts(JointType joint) {
    return String.join("; ", joint.parts().stream().map(part -> part(joint, part)).toList());
  }

  private static String part(JointType joint, JointType.Part part) {
    List<String> values = new ArrayList<>();
    for (EventField field : part.type().fields().subList(1, part.type().fields().size())) {
      int source = part.sources().get(field.index());
      String value =
          source >= 0
              ? joint.fields().get(source).name()
              : field
                  .codeName(part.constants().get(field.index()))
                  .toLowerCase(java.util.Locale.ROOT);
      values.add(value.equals(field.name()) ? value : field.name() + " = " + value);
    }
    return "`" + part.type().name() + "` (" + String.join(", ", values) + ")";
  }
}
