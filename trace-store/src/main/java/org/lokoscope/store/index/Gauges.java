// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * Events one of whose fields is a quantity as it stands: each such event is a point of a series. A
 * new one takes a row of {@link #TABLE}. Quantities that must be summed up are those of {@link
 * Queues} and {@link Sizes}.
 */
final class Gauges {

  /**
   * A row.
   *
   * @param subject the field that says what is measured, or "" for the run as a whole
   * @param value the field that is the quantity
   */
  private record Gauge(String event, Quantity quantity, String subject, String value) {}

  private static final List<Gauge> TABLE =
      List.of(
          new Gauge("messageSent", Quantity.MAILBOX, "to", "queueLength"),
          new Gauge("messageReceived", Quantity.MAILBOX, "process", "queueLength"),
          new Gauge("messageQueued", Quantity.MESSAGES, "object", "queueLength"),
          new Gauge("messageTaken", Quantity.MESSAGES, "object", "queueLength"),
          new Gauge("heapAfterCollection", Quantity.HEAP_AFTER_COLLECTION, "", "used"),
          new Gauge("heapSampled", Quantity.HEAP_SAMPLED, "", "used"),
          new Gauge("runDelayed", Quantity.RUN_DELAY, "", "delay"),
          new Gauge("counted", Quantity.COUNTER, "name", "value"));

  private static final @Nullable Quantity[] QUANTITIES = new @Nullable Quantity[256];
  private static final int[] SUBJECTS = new int[256];
  private static final int[] VALUES = new int[256];

  static {
    for (Gauge gauge : TABLE) {
      EventType event = Schema.known(gauge.event);
      QUANTITIES[event.code()] = gauge.quantity;
      SUBJECTS[event.code()] = gauge.subject.isEmpty() ? -1 : number(event, gauge.subject).index();
      VALUES[event.code()] = number(event, gauge.value).index();
    }
  }

  private final SeriesTable series;
  private final Rows points;

  Gauges(SeriesTable series, Rows points) {
    this.series = series;
    this.points = points;
  }

  private static EventField number(EventType event, String name) {
    EventField field = event.field(name);
    if (!field.type().isPrimitive()) {
      throw new IllegalArgumentException("no number: event=" + event.name() + " field=" + name);
    }
    return field;
  }

  void see(ChunkCursor event) {
    int code = event.code();
    Quantity quantity = QUANTITIES[code];
    if (quantity != null) {
      long subject = SUBJECTS[code] < 0 ? 0 : event.value(SUBJECTS[code]);
      points.add(series.of(quantity, subject), event.time(), event.value(VALUES[code]));
    }
  }
}
