// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place in a Java program.
 *
 * @param number from 1
 * @param file the source file below its package's directory: {@code com/acme/Server.java}
 * @param line from 1; 0 if the class does not say it
 * @param method with its class
 */
record Place(int number, String file, int line, String method) {

  private static final int MOST_FRAMES = 20_000;

  /** Where a thread is started, so far out the application is looked for. */
  private static final int FRAMES_ABOVE = 128;

  private static final String AGENT = "org.lokoscope.tracer.jvm.";
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final ConcurrentHashMap<Key, Place> AT_CODE = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<Key, Place> AT_LINE = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  static final Place UNKNOWN = new Place(0, "", 0, "");
  private static volatile Application preferred = Application.UNKNOWN;

  /** In a method, by the index of the instruction or by the line. */
  private record Key(String type, String method, int at) {}

  String position() {
    return file + ":" + line;
  }

  /** A place that stands for a stack, and how many frames that has. */
  record Stack(Place place, int frames) {}

  /** Whose places are told where a library was called. */
  static void prefer(Application application) {
    preferred = application;
  }

  /** Where the running thread is, and how deep. */
  static Stack here() {
    return look(MOST_FRAMES, false);
  }

  /** Where the running thread is. */
  static Place at() {
    return look(FRAMES_ABOVE, true).place();
  }

  /**
   * The innermost frame of the application; the innermost that is not of the JDK if it has none, or
   * the innermost of all if each is of the JDK. Those of this agent do not count.
   *
   * @param place whether nothing but the place is wanted
   */
  private static Stack look(int most, boolean place) {
    Application application = preferred;
    return WALKER.walk(
        stream -> {
          StackWalker.StackFrame first = null;
          StackWalker.StackFrame users = null;
          StackWalker.StackFrame own = null;
          int count = 0;
          Iterator<StackWalker.StackFrame> frames = stream.iterator();
          while (count < most && frames.hasNext()) {
            StackWalker.StackFrame frame = frames.next();
            String type = own == null ? frame.getClassName() : "";
            if (type.startsWith(AGENT)) {
              continue;
            }
            count++;
            if (own == null) {
              first = first == null ? frame : first;
              users = users == null && !isOfJdk(type) ? frame : users;
              own = application.isKnown() ? application.holds(type) ? frame : null : users;
            }
            if (place && own != null) {
              break;
            }
          }
          StackWalker.StackFrame chosen = own != null ? own : users != null ? users : first;
          return new Stack(chosen == null ? UNKNOWN : of(chosen), count);
        });
  }

  /** The places of all frames of the running thread, innermost first. */
  static Place[] frames() {
    return WALKER.walk(
        stream ->
            stream
                .filter(frame -> !frame.getClassName().startsWith(AGENT))
                .limit(MOST_FRAMES)
                .map(Place::of)
                .toArray(Place[]::new));
  }

  /** The same of a stack that another thread has looked at, innermost first. */
  static Place of(StackTraceElement[] frames) {
    Application application = preferred;
    StackTraceElement users = null;
    for (StackTraceElement frame : frames) {
      if (application.isKnown() && application.holds(frame.getClassName())) {
        return of(frame);
      }
      users = users == null && !isOfJdk(frame.getClassName()) ? frame : users;
    }
    return of(users == null ? frames[0] : users);
  }

  /** To ask for file and line is slow, and done once for each place. */
  private static Place of(StackWalker.StackFrame frame) {
    Key key = new Key(frame.getClassName(), frame.getMethodName(), frame.getByteCodeIndex());
    Place known = AT_CODE.get(key);
    if (known == null) {
      known = of(frame.toStackTraceElement());
      AT_CODE.put(key, known);
    }
    return known;
  }

  private static Place of(StackTraceElement frame) {
    String type = frame.getClassName();
    int line = Math.max(0, frame.getLineNumber());
    Key key = new Key(type, frame.getMethodName(), line);
    Place known = AT_LINE.get(key);
    if (known != null) {
      return known;
    }
    String file = frame.getFileName();
    int end = type.lastIndexOf('.');
    String directory = type.substring(0, end + 1).replace('.', '/');
    Place place =
        new Place(
            NUMBERS.incrementAndGet(),
            file == null ? "" : directory + file,
            line,
            type.substring(end + 1) + '.' + frame.getMethodName());
    Place before = AT_LINE.putIfAbsent(key, place);
    return before == null ? place : before;
  }

  private static boolean isOfJdk(String type) {
    return type.startsWith("java.")
        || type.startsWith("jdk.")
        || type.startsWith("sun.")
        || type.startsWith("javax.");
  }
}
