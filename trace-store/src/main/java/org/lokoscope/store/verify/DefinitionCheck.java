// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/** Finds strings and sites that a stream uses before it has defined them. Counts each once. */
final class DefinitionCheck {

  private static final int MAX_LINES = 20;
  private static final int[][] USES = new int[256][];
  private static final Kind[][] KINDS = new Kind[256][];

  static {
    for (EventType type : Schema.events()) {
      List<EventField> fields =
          type.fields().stream()
              .filter(field -> field.kind() == Kind.SITE || field.kind() == Kind.STRING)
              .toList();
      USES[type.code()] = fields.stream().mapToInt(EventField::index).toArray();
      KINDS[type.code()] = fields.stream().map(EventField::kind).toArray(Kind[]::new);
    }
  }

  private static final class Known {
    private final Set<Long> sites = new HashSet<>();
    private final Set<Long> strings = new HashSet<>();
    private final Set<String> missing = new HashSet<>();

    Set<Long> defined(Kind kind) {
      return kind == Kind.SITE ? sites : strings;
    }
  }

  private final Map<Integer, Known> streams = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private long undefined;

  void see(int stream, ChunkCursor event) {
    int[] uses = USES[event.code()];
    if (uses.length == 0) {
      return;
    }
    Known known = streams.computeIfAbsent(stream, number -> new Known());
    // In a definition the first such field is what is being defined.
    boolean defines =
        event.type().family() == Family.DEFINITION && !event.type().name().equals("named");
    for (int i = defines ? 1 : 0; i < uses.length; i++) {
      use(stream, known, KINDS[event.code()][i], event.value(uses[i]), event);
    }
    if (defines) {
      known.defined(KINDS[event.code()][0]).add(event.value(uses[0]));
    }
  }

  private void use(int stream, Known known, Kind kind, long number, ChunkCursor event) {
    if (number == 0 || known.defined(kind).contains(number)) {
      return;
    }
    String what = kind == Kind.SITE ? "site" : "string";
    if (known.missing.add(what + number)) {
      undefined++;
      if (lines.size() < MAX_LINES) {
        lines.add(
            "stream "
                + stream
                + ": "
                + event.type().name()
                + " uses "
                + what
                + " "
                + number
                + " before its definition");
      }
    }
  }

  long undefined() {
    return undefined;
  }

  List<String> lines() {
    return lines;
  }
}
