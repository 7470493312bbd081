// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.schema;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Event;
import org.lokoscope.runtime.probe.Field;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.runtime.probe.Probe;

/**
 * The events of {@link Probe}, in the order of their codes. A probe that breaks a rule of the
 * format (a code used twice, a first field that is not a time, a field without its annotation, a
 * second text in one event) fails when this class is loaded, so that no trace is written with it.
 */
public final class Schema {

  private static final List<EventType> EVENTS = read(Probe.class);
  private static final EventType[] BY_CODE = new EventType[256];
  private static final Map<String, EventType> BY_NAME =
      EVENTS.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));

  static {
    for (EventType event : EVENTS) {
      BY_CODE[event.code()] = event;
    }
  }

  private Schema() {}

  public static List<EventType> events() {
    return EVENTS;
  }

  /** The event with that code, if there is one. */
  public static @Nullable EventType byCode(int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }

  /** The event with that name, if there is one. */
  public static @Nullable EventType byName(String name) {
    return BY_NAME.get(name);
  }

  /** An event that is known to exist. */
  public static EventType known(String name) {
    EventType event = BY_NAME.get(name);
    if (event == null) {
      throw new IllegalArgumentException("no event: name=" + name);
    }
    return event;
  }

  /** The code of an event that is known to exist. */
  public static int code(String name) {
    return known(name).code();
  }

  static List<EventType> read(Class<?> probe) {
    List<EventType> events = new ArrayList<>();
    for (Method method : probe.getMethods()) {
      Event event = method.getAnnotation(Event.class);
      if (event != null) {
        events.add(event(method, event));
      }
    }
    events.sort(Comparator.comparingInt(EventType::code));
    check(events);
    return List.copyOf(events);
  }

  private static EventType event(Method method, Event event) {
    return new EventType(
        event.code(),
        method.getName(),
        event.since(),
        event.family(),
        event.doc(),
        fields(method),
        method);
  }

  static List<EventField> fields(Method method) {
    List<EventField> fields = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      fields.add(field(method, parameter, fields.size()));
    }
    return List.copyOf(fields);
  }

  private static EventField field(Method method, Parameter parameter, int index) {
    Field field = parameter.getAnnotation(Field.class);
    require(field != null, method.getName(), "a parameter has no @Field");
    require(parameter.isNamePresent(), method.getName(), "compiled without parameter names");
    Class<?> type = parameter.getType();
    Class<?> wanted =
        switch (field.value()) {
          case TEXT -> String.class;
          case SEQUENCE -> long[].class;
          default -> type == int.class ? int.class : long.class;
        };
    require(type == wanted, method.getName(), parameter.getName() + " has type " + type);
    List<String> codes = List.of();
    if (field.value() == Kind.CODE) {
      codes = Arrays.stream(field.codes().getEnumConstants()).map(Enum::name).toList();
      require(!codes.isEmpty(), method.getName(), parameter.getName() + " names no enum");
    }
    return new EventField(index, parameter.getName(), field.value(), type, field.doc(), codes);
  }

  private static void check(List<EventType> events) {
    boolean[] used = new boolean[256];
    for (EventType event : events) {
      String name = event.name();
      require(event.code() >= 1 && event.code() <= 255, name, "code out of 1 to 255");
      require(!used[event.code()], name, "code " + event.code() + " is used twice");
      used[event.code()] = true;
      require(event.method().isDefault(), name, "is not a default method");
      require(
          !event.fields().isEmpty() && event.fields().getFirst().kind() == Kind.TIME,
          name,
          "the first field is not a time");
      long wide = event.fields().stream().filter(f -> !f.type().isPrimitive()).count();
      require(wide <= 1, name, "has more than one text or sequence");
    }
  }

  private static void require(boolean ok, String event, String problem) {
    if (!ok) {
      throw new IllegalStateException("event " + event + ": " + problem);
    }
  }
}
