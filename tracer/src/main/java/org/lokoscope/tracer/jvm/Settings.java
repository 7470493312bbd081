// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the agent was told: {@code DIR|SOCKET[,events=all|scheduling][,app=PACKAGE[:PACKAGE]]}.
 *
 * @param where a directory or a socket
 * @param stacks whether stacks are looked at, which gives places, frames and sizes
 * @param application whose places are told where a library was called
 */
record Settings(Path where, boolean stacks, Application application) {

  /**
   * Reads them. Commas before the first option belong to the path.
   *
   * @param command what the JVM runs, from which the application is guessed
   * @throws IllegalArgumentException if one is not known; the message says which there are
   */
  static Settings of(@Nullable String argument, @Nullable String command) {
    String rest = argument == null ? "" : argument;
    boolean stacks = true;
    Application application = null;
    int options = firstOption(rest);
    for (String option : rest.substring(options).split(",")) {
      switch (option) {
        case "", "events=all" -> {}
        case "events=scheduling" -> stacks = false;
        default -> {
          if (!option.matches("app=[\\w$.:]+")) {
            throw new IllegalArgumentException(
                option
                    + ": no option of the agent; there are events=all, events=scheduling and"
                    + " app=PACKAGE[:PACKAGE]");
          }
          application = Application.named(option.substring("app=".length()));
        }
      }
    }
    String where = rest.substring(0, options);
    return new Settings(
        Path.of(where.isEmpty() ? "." : where),
        stacks,
        application == null ? Application.guessed(command) : application);
  }

  private static int firstOption(String argument) {
    int found = argument.length();
    for (String name : new String[] {",events=", ",app="}) {
      int at = argument.indexOf(name);
      found = at >= 0 ? Math.min(at, found) : found;
    }
    return found;
  }
}
