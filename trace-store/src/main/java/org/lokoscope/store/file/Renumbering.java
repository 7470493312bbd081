// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;

/**
 * Brings the events of several sources into one trace: each source has numbered its processes,
 * strings and places from 1, and counts time from its own begin.
 */
final class Renumbering {

  private static final long SERIAL = 0xFFFF_FFFFL;

  /** Of the processes, from 1: the scheduler, which each source has, is 0 in the first of them. */
  private final Numbering processes = new Numbering();

  private final Numbering strings = new Numbering();
  private final Numbering sites = new Numbering();

  /** Of the virtual CPUs, from 1: the first one has the number 0. */
  private final Numbering streams = new Numbering();

  int stream(int source, int stream) {
    return stream < 0
        ? (int) streams.of(source, stream)
        : (int) streams.of(source, stream + 1L) - 1;
  }

  /**
   * Reports the event at the cursor as one of the joined trace.
   *
   * @param shift nanoseconds from the begin of the trace to that of the source
   */
  void report(int source, long shift, ChunkCursor event, Probe probe) {
    EventType type = event.type();
    Object[] arguments = new Object[type.fields().size()];
    for (EventField field : type.fields()) {
      arguments[field.index()] = value(source, shift, type, field, event);
    }
    try {
      type.method().invoke(probe, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof UncheckedIOException unwritable
          ? unwritable
          : new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object value(
      int source, long shift, EventType type, EventField field, ChunkCursor event) {
    if (field.kind() == Kind.TEXT) {
      return event.text();
    }
    if (field.kind() == Kind.SEQUENCE) {
      return sequence(source, type, event.sequence());
    }
    long value = event.value(field.index());
    long mapped =
        switch (field.kind()) {
          case TIME -> value < 0 ? value : Math.max(0, value + shift);
          case PROCESS -> process(source, value);
          case CPU -> stream(source, (int) value);
          case FIBER, OBJECT, OPERATION, CONTINUATION, TIMER, SPAN -> id(source, value);
          case SITE -> sites.of(source, value);
          case STRING -> strings.of(source, value);
          default -> value;
        };
    return field.type() == int.class ? (Object) (int) mapped : (Object) mapped;
  }

  private long process(int source, long process) {
    return processes.of(source, process + 1) - 1;
  }

  /** An identifier is its process and a serial number; a process alone may stand for itself. */
  private long id(int source, long id) {
    if (id == 0) {
      return 0;
    }
    return id >>> 32 == 0 ? process(source, id) : process(source, id >>> 32) << 32 | id & SERIAL;
  }

  /** A stack: groups of a repeat, a count n, and n times site and words; else identifiers. */
  private long[] sequence(int source, EventType type, long[] sequence) {
    if (type.family() != Family.STACK) {
      for (int i = 0; i < sequence.length; i++) {
        sequence[i] = id(source, sequence[i]);
      }
      return sequence;
    }
    int at = 0;
    while (at + 2 <= sequence.length) {
      long size = sequence[at + 1];
      at += 2;
      for (long i = 0; i < size && at + 2 <= sequence.length; i++, at += 2) {
        sequence[at] = sites.of(source, sequence[at]);
      }
    }
    return sequence;
  }
}
