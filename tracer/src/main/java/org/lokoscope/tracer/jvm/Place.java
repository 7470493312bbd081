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

  private static final int MOST_FRAMES = 1024;
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final ConcurrentHashMap<Key, Place> ALL = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  static final Place UNKNOWN = new Place(0, "", 0, "");

  private record Key(String type, String method, int index) {}

  String position() {
    return file + ":" + line;
  }

  /** A place that stands for a stack, and how many frames that has. */
  record Stack(Place place, int frames) {}

  /**
   * The innermost frame of the running thread that is not of the JDK, or the innermost of all if
   * each is; those of this agent do not count.
   */
  static Stack here() {
    return WALKER.walk(
        stream -> {
          StackWalker.StackFrame first = null;
          StackWalker.StackFrame users = null;
          int count = 0;
          Iterator<StackWalker.StackFrame> frames = stream.iterator();
          while (frames.hasNext() && count < MOST_FRAMES) {
            StackWalker.StackFrame frame = frames.next();
            String type = frame.getClassName();
            if (type.startsWith("org.lokoscope.tracer.jvm.")) {
              continue;
            }
            count++;
            first = first == null ? frame : first;
            users = users == null && !isOfJdk(type) ? frame : users;
          }
          StackWalker.StackFrame chosen = users == null ? first : users;
          return new Stack(chosen == null ? UNKNOWN : of(chosen), count);
        });
  }

  /** To ask for file and line is slow, and done once for each place. */
  private static Place of(StackWalker.StackFrame frame) {
    Key key = new Key(frame.getClassName(), frame.getMethodName(), frame.getByteCodeIndex());
    Place known = ALL.get(key);
    if (known != null) {
      return known;
    }
    String type = frame.getClassName();
    String file = frame.getFileName();
    int end = type.lastIndexOf('.');
    String directory = type.substring(0, end + 1).replace('.', '/');
    Place place =
        new Place(
            NUMBERS.incrementAndGet(),
            file == null ? "" : directory + file,
            Math.max(0, frame.getLineNumber()),
            type.substring(end + 1) + '.' + frame.getMethodName());
    Place before = ALL.putIfAbsent(key, place);
    return before == null ? place : before;
  }

  private static boolean isOfJdk(String type) {
    return type.startsWith("java.")
        || type.startsWith("jdk.")
        || type.startsWith("sun.")
        || type.startsWith("javax.");
  }
}
