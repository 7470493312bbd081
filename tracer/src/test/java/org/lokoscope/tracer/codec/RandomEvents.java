// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;

/** Events with random values, made from the schema: no test lists an event by hand. */
public final class RandomEvents {

  /** An event and its arguments, the time first. */
  public record Call(EventType type, Object[] arguments) {

    public void report(Probe probe) {
      try {
        type.method().invoke(probe, arguments);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
  }

  private final Random random;
  private long time;

  public RandomEvents(long seed) {
    random = new Random(seed);
    time = random.nextInt(1000);
  }

  public List<Call> of(List<EventType> types, int count) {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(one(types.get(random.nextInt(types.size()))));
    }
    return calls;
  }

  public Call one(EventType type) {
    Object[] arguments = new Object[type.fields().size()];
    time += random.nextInt(5) == 0 ? random.nextInt() & 0xFFFF_FFFFL : random.nextInt(100);
    arguments[0] = time;
    for (EventField field : type.fields().subList(1, type.fields().size())) {
      arguments[field.index()] = value(field);
    }
    return new Call(type, arguments);
  }

  private Object value(EventField field) {
    if (field.kind() == Kind.TEXT) {
      return text();
    }
    if (field.kind() == Kind.SEQUENCE) {
      return random.longs(random.nextInt(20)).map(n -> n >> random.nextInt(64)).toArray();
    }
    if (field.type() == int.class) {
      return random.nextInt() >> random.nextInt(32);
    }
    return random.nextLong() >> random.nextInt(64);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      int c = random.nextInt(0x110000) >> random.nextInt(20);
      text.appendCodePoint(Character.isSurrogate((char) c) && c < 0x10000 ? 'x' : c);
    }
    return text.toString();
  }
}
