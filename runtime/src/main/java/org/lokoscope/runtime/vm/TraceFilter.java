// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import java.util.List;
import java.util.regex.Pattern;
import org.lokoscope.runtime.probe.TraceLevel;

/**
 * What of a traced run is recorded. Of processes that are not chosen only their own life is: when
 * they run and wait. Of fibers that are not chosen nothing is; where an event of another one would
 * name them, it names none.
 *
 * @param processes numbers, or patterns of names in which {@code *} stands for anything and {@code
 *     ?} for one character; empty for all
 * @param fibers patterns of names; empty for all
 * @param sampleHertz how often in a second the stack of the running fiber is taken; 0 for never
 * @param valueLength how many printed characters of each message are kept; 0 for none of any
 */
public record TraceFilter(
    TraceLevel level,
    List<String> processes,
    List<String> fibers,
    int sampleHertz,
    int valueLength) {

  /** Records everything. */
  public static final TraceFilter NONE = new TraceFilter(TraceLevel.ALL, List.of(), List.of());

  /** Without samples of stacks and without values. */
  public TraceFilter(TraceLevel level, List<String> processes, List<String> fibers) {
    this(level, processes, fibers, 0, 0);
  }

  public TraceFilter {
    processes = List.copyOf(processes);
    fibers = List.copyOf(fibers);
  }

  /** Whether what happens in a process is recorded. */
  public boolean admitsProcess(long process, String name) {
    return processes.isEmpty()
        || processes.stream()
            .anyMatch(each -> each.equals(Long.toString(process)) || matches(each, name));
  }

  /** Whether what a fiber does is recorded, in a process that is. */
  public boolean admitsFiber(String name) {
    return fibers.isEmpty() || fibers.stream().anyMatch(each -> matches(each, name));
  }

  /** Whether there are fibers that are not recorded. */
  boolean choosesFibers() {
    return !fibers.isEmpty();
  }

  private static boolean matches(String pattern, String name) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
  }
}
