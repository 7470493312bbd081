package org.lokoscope.store.index;

import java.util.Arrays;
import java.util.List;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.EventDispatcher;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/** Gives each event to those listeners whose class says something about it, in their order. */
final class Broadcast {

  private final Probe[][] byCode = new Probe[256][];

  Broadcast(List<? extends Probe> listeners) {
    Arrays.fill(byCode, new Probe[0]);
    for (EventType event : Schema.events()) {
      byCode[event.code()] =
          listeners.stream().filter(probe -> listens(probe, event)).toArray(Probe[]::new);
    }
  }

  private static boolean listens(Probe probe, EventType event) {
    try {
      return probe
              .getClass()
              .getMethod(event.name(), event.method().getParameterTypes())
              .getDeclaringClass()
          != event.method().getDeclaringClass();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  void tell(ChunkCursor cursor) {
    for (Probe listener : byCode[cursor.code()]) {
      EventDispatcher.INSTANCE.dispatch(cursor, listener);
    }
  }
}
