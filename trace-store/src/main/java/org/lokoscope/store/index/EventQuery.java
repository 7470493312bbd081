// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventRow.Value;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.store.log.EventSet;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/** Reads single events again, from the chunks in which they lie. */
public final class EventQuery {

  private final ChunkLog log;
  private final List<ChunkRef> chunks;
  private final Entities entities;
  private final Lock naming;

  /**
   * Queries of a trace.
   *
   * @param naming held while the names in an event are looked up, for the index may be growing
   */
  public EventQuery(ChunkLog log, TraceIndex index, Lock naming) {
    this.log = log;
    this.naming = naming;
    chunks = index.contents().chunks();
    entities = index.entities();
  }

  /** Events from {@code from} to before {@code to}, in order; an empty set of types means all. */
  public List<EventRow> events(long from, long to, Set<String> types, int limit) {
    List<EventRow> rows = new ArrayList<>();
    if (limit <= 0) {
      return rows;
    }
    each(
        from,
        to,
        types,
        row -> {
          rows.add(row);
          return rows.size() < limit;
        });
    return rows;
  }

  /** Gives the events to {@code consumer} one by one until it says false. */
  public void each(long from, long to, Set<String> types, Predicate<EventRow> consumer) {
    EventSet codes = EventSet.NONE;
    for (EventType type : Schema.events()) {
      codes = types.contains(type.name()) ? codes.with(type.code()) : codes;
    }
    EventSet wanted = codes;
    boolean all = types.isEmpty();
    List<List<ChunkRef>> streams = streams();
    PriorityQueue<StreamReader> heads = new PriorityQueue<>();
    long index = 0;
    for (List<ChunkRef> stream : streams) {
      StreamReader reader =
          new StreamReader(log, stream, chunk -> all || chunk.types().meets(wanted));
      if (reader.seek(from)) {
        index += reader.rank();
        heads.add(reader);
      } else {
        index += reader.rank() + 1;
      }
    }
    Ranks ranks = all ? null : new Ranks(log, streams);
    while (!heads.isEmpty()) {
      StreamReader head = heads.poll();
      ChunkCursor event = head.cursor();
      if (event.time() >= to && to != Long.MAX_VALUE) {
        return;
      }
      if (all || wanted.has(event.code())) {
        long rank = ranks == null ? index : ranks.of(head);
        if (!consumer.test(named(rank, head.stream(), event))) {
          return;
        }
      }
      index++;
      if (head.next()) {
        heads.add(head);
      }
    }
  }

  private List<List<ChunkRef>> streams() {
    List<List<ChunkRef>> streams = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < chunks.size(); i++) {
      if (i + 1 == chunks.size() || chunks.get(i + 1).stream() != chunks.get(i).stream()) {
        streams.add(chunks.subList(start, i + 1));
        start = i + 1;
      }
    }
    return streams;
  }

  /** The event under a cursor, as a table shows it. */
  public EventRow named(long index, int stream, ChunkCursor event) {
    naming.lock();
    try {
      return row(index, stream, event);
    } finally {
      naming.unlock();
    }
  }

  private EventRow row(long index, int stream, ChunkCursor event) {
    EventType type = event.type();
    List<Value> values = new ArrayList<>(type.fields().size() - 1);
    for (EventField field : type.fields().subList(1, type.fields().size())) {
      long number = event.value(field.index());
      values.add(new Value(field.name(), number, text(field, number, event)));
    }
    return new EventRow(index, event.time(), stream, type.name(), values);
  }

  private String text(EventField field, long number, ChunkCursor event) {
    return switch (field.kind()) {
      case TEXT -> event.text();
      case SEQUENCE -> numbers(event.sequence());
      case STRING -> entities.string(number);
      case SITE -> number == 0 ? "" : entities.site(number).position();
      case PROCESS -> entities.processNameOf(number);
      case FIBER, OBJECT -> number == 0 ? "" : entities.nameOf(number);
      case OPERATION, CONTINUATION, TIMER, SPAN -> number == 0 ? "" : "#" + (number & 0xFFFF_FFFFL);
      case CODE -> field.codeName(number).toLowerCase(Locale.ROOT);
      case FLAG -> number == 0 ? "no" : "yes";
      case TIME -> number == -1 ? "never" : String.format(Locale.ROOT, "%.9f s", number / 1e9);
      case DURATION -> String.format(Locale.ROOT, "%.3f ms", number / 1e6);
      case CPU, COUNT, WORDS, BYTES, NUMBER -> Long.toString(number);
    };
  }

  private static String numbers(long[] sequence) {
    StringBuilder text = new StringBuilder();
    for (long number : sequence) {
      text.append(text.isEmpty() ? "" : " ").append(number);
    }
    return text.toString();
  }
}
