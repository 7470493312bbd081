// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * The events of a stream that later ones refer to: strings and sites, and who is there. A fiber
 * that has ended needs nothing any more.
 */
final class DefinedThings {

  /** Besides the definitions: the births, and what is said once until it changes. */
  private static final Set<String> KEPT =
      Set.of(
          "streamBegan",
          "processSpawned",
          "fiberSpawned",
          "objectCreated",
          "commandStarted",
          "offersPlaced",
          "timerWeighed");

  private static final Set<Integer> CODES =
      Schema.events().stream()
          .filter(type -> type.family() == Family.DEFINITION || KEPT.contains(type.name()))
          .map(EventType::code)
          .collect(Collectors.toUnmodifiableSet());

  private static final int NAMED = Schema.code("named");
  private static final int SPAWNED = Schema.code("fiberSpawned");
  private static final int ENDED = Schema.code("fiberEnded");
  private static final int PLACED = Schema.code("offersPlaced");
  private static final int BEGAN = Schema.code("streamBegan");
  private static final int WEIGHED = Schema.code("timerWeighed");

  private final Map<Key, Said> things = new HashMap<>();
  private long order;

  /** What an event is about; an event replaces the one before it of the same key. */
  private record Key(int code, long subject, long side) {}

  private record Said(long order, EventType type, Object[] arguments) {}

  /** Takes note of the event under a cursor. */
  void see(ChunkCursor cursor) {
    int code = cursor.code();
    if (code == ENDED) {
      things.remove(new Key(SPAWNED, cursor.value(1), 0));
      things.remove(new Key(NAMED, cursor.value(1), 0));
    } else if (CODES.contains(code)) {
      long side = code == PLACED ? cursor.value(2) : 0;
      long subject = code == WEIGHED || code == BEGAN ? 0 : cursor.value(1);
      EventType type = cursor.type();
      things.put(
          new Key(code, subject, side),
          new Said(order++, type, KeptDefinitions.arguments(cursor, type)));
    }
  }

  /** Says all of it again, in the order in which it was said. */
  void report(Probe probe) {
    List<Said> all = new ArrayList<>(things.values());
    all.sort(Comparator.comparingLong(Said::order));
    for (Said said : all) {
      try {
        said.type.method().invoke(probe, said.arguments);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(String.valueOf(e.getMessage()), e);
      }
    }
  }
}
