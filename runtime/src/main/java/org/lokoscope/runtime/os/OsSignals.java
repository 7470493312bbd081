// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.os;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The signals that the operating system sends to this JVM. Java has {@code sun.misc.Signal} for
 * them and nothing else; it is reached by reflection because the compiler warns of its name. A
 * signal has one receiver in the whole JVM. What the JVM did with it before comes back with the
 * default.
 */
public final class OsSignals {

  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  /** What the JVM did before, by the signal's name. */
  private static final Map<String, Object> BEFORE = new HashMap<>();

  private OsSignals() {}

  /**
   * Has a signal come to a receiver, which is called on a thread of the JVM's.
   *
   * @param name without its prefix: {@code INT}
   * @return whether that can be; some signals belong to the JVM or cannot be caught
   */
  public static boolean receive(String name, IntConsumer receiver) {
    Class<?> type = type(HANDLER);
    Object handler =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                receiver.accept((Integer) method(SIGNAL, "getNumber").invoke(arguments[0]));
                return null;
              }
              return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "receiver of " + name;
              };
            });
    return handle(name, handler);
  }

  public static boolean ignore(String name) {
    return handle(name, constant("SIG_IGN"));
  }

  /** What the JVM does with it. */
  public static boolean restore(String name) {
    synchronized (BEFORE) {
      Object before = BEFORE.get(name);
      return before == null || handle(name, before);
    }
  }

  /** Sends a signal to this process; false if that cannot be. */
  public static boolean raise(String name) {
    try {
      method(SIGNAL, "raise", type(SIGNAL)).invoke(null, signal(name));
      return true;
    } catch (InvocationTargetException | IllegalAccessException _) {
      return false;
    }
  }

  private static boolean handle(String name, @Nullable Object handler) {
    synchronized (BEFORE) {
      try {
        Object old =
            method(SIGNAL, "handle", type(SIGNAL), type(HANDLER))
                .invoke(null, signal(name), handler);
        BEFORE.putIfAbsent(name, Objects.requireNonNull(old));
        return true;
      } catch (InvocationTargetException | IllegalAccessException _) {
        return false;
      }
    }
  }

  private static Object signal(String name)
      throws InvocationTargetException, IllegalAccessException {
    try {
      return type(SIGNAL).getConstructor(String.class).newInstance(name);
    } catch (NoSuchMethodException | InstantiationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object constant(String name) {
    try {
      return type(HANDLER).getField(name).get(null);
    } catch (NoSuchFieldException | IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Method method(String type, String name, Class<?>... parameters) {
    try {
      return type(type).getMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
