// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What is to be debugged: a program, the run of a trace, or a program that runs already.
 *
 * @param title for the user
 * @param trace whether that is recorded
 * @param arguments of the adapter's request
 */
public record Launch(String title, boolean trace, Map<String, Object> arguments) {

  private static final String TRACE = "trace";
  private static final String PROGRAM = "program";
  private static final String PID = "pid";

  /**
   * A program.
   *
   * @param reversible whether one can go back in it
   */
  public static Launch program(
      Path program, List<String> words, OptionalLong seed, boolean reversible) {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put(PROGRAM, program.toAbsolutePath().toString());
    arguments.put("args", words);
    arguments.put("reversible", reversible);
    seed.ifPresent(number -> arguments.put("seed", number));
    return new Launch(String.valueOf(program.getFileName()), false, Map.copyOf(arguments));
  }

  /** A program that was started as debuggable, and runs on when it is debugged no longer. */
  public static Launch attached(long pid, Path program) {
    return new Launch(
        String.valueOf(program.getFileName()),
        false,
        Map.of(PROGRAM, program.toString(), PID, pid));
  }

  /** The process of a program that runs already. */
  public OptionalLong pid() {
    return arguments.get(PID) instanceof Long pid ? OptionalLong.of(pid) : OptionalLong.empty();
  }

  /** The run of a trace, up to the first event at a time or after it. */
  public static Launch at(Path trace, long nanos) {
    return ofTrace(trace, "at", nanos);
  }

  /** The run of a trace, up to where a leak became larger for the last time; from 1. */
  public static Launch leak(Path trace, int number) {
    return ofTrace(trace, "leak", number);
  }

  /** The run of a trace from its beginning, up to a breakpoint. */
  public static Launch ofTrace(Path trace) {
    return new Launch(
        String.valueOf(trace.getFileName()),
        true,
        Map.of(TRACE, trace.toAbsolutePath().toString()));
  }

  /** Whether it passes breakpoints on its way to where it is to stand first. */
  boolean seeks() {
    return trace && arguments.size() > 1;
  }

  private static Launch ofTrace(Path trace, String what, long number) {
    return new Launch(
        String.valueOf(trace.getFileName()),
        true,
        Map.of(TRACE, trace.toAbsolutePath().toString(), what, number));
  }

  /** Whether one can go back in it. */
  public boolean isReversible() {
    return trace || Boolean.TRUE.equals(arguments.get("reversible"));
  }

  /** Whether it is the run of a trace. */
  public boolean isOf(Path directory) {
    return directory.toAbsolutePath().toString().equals(arguments.get(TRACE));
  }

  /** The program's file, if it is not the run of a trace. */
  public String file() {
    return trace ? "" : String.valueOf(arguments.get(PROGRAM));
  }
}
