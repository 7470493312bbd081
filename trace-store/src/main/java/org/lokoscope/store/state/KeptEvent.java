// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.EventWalk;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * A copy of an event.
 *
 * @param order its place among all events of its trace
 * @param arguments one for each field, the time first
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record KeptEvent(long order, int stream, EventType type, Object[] arguments) {

  /** Makes copies; used by one thread. */
  public static final class Copier {

    private Object[] arguments = {};
    private final Probe probe =
        (Probe)
            Proxy.newProxyInstance(
                Probe.class.getClassLoader(),
                new Class<?>[] {Probe.class},
                (_, _, said) -> {
                  arguments = said;
                  return null;
                });

    /** The event at which a walk stands. */
    public KeptEvent of(EventWalk walk) {
      walk.tell(probe);
      EventType type = Objects.requireNonNull(Schema.byCode(walk.code()));
      return new KeptEvent(walk.index(), walk.stream(), type, arguments);
    }
  }

  /** A field that is a number. */
  public long number(int field) {
    return ((Number) arguments[field]).longValue();
  }

  public long time() {
    return number(0);
  }

  /** The same with another number in a field. */
  public KeptEvent with(int field, long number) {
    Object[] other = arguments.clone();
    other[field] = arguments[field] instanceof Integer ? (Object) (int) number : (Object) number;
    return new KeptEvent(order, stream, type, other);
  }

  /** The same elsewhere. */
  public KeptEvent at(long place, int otherStream, long time) {
    return new KeptEvent(place, otherStream, type, arguments).with(0, time);
  }

  /** Reports it; what the probe throws, if unchecked, is thrown. */
  public void report(Probe to) {
    try {
      type.method().invoke(to, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
