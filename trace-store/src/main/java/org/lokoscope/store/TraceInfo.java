// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.nio.file.Path;
import java.util.Map;
import org.lokoscope.runtime.probe.TraceLevel;

/**
 * What a trace holds, in figures.
 *
 * @param program the program's file, as the user named it
 * @param settings what the run was asked for: fibers, cpus, seed, ...
 * @param recording whether it was still being recorded into when it was opened
 * @param finished false when the recorder was killed before it could say that it was done
 * @param ended why the run was over before its program was; empty if the program ended by itself
 * @param incomplete why the recorder stopped before the run was over; empty if it did not
 * @param duration nanoseconds from the run's begin to the last event
 * @param eventsByType event name to count, in the order of event codes
 * @param lostEvents events that the recorder itself dropped
 * @param damagedChunks chunks that could not be read and were skipped
 * @param damage one line for each damaged place
 * @param illegalTransitions changes of state that cannot follow on what was before
 * @param removed which of the older events were removed on purpose, in words; empty for none
 */
public record TraceInfo(
    Path directory,
    String program,
    Map<String, String> settings,
    boolean recording,
    boolean finished,
    String ended,
    String incomplete,
    long duration,
    long events,
    Map<String, Long> eventsByType,
    int cpus,
    int processes,
    int fibers,
    int objects,
    long bytes,
    long chunks,
    long lostEvents,
    long damagedChunks,
    java.util.List<String> damage,
    long illegalTransitions,
    String removed) {

  /** The figures of a trace that nothing was removed from. */
  public TraceInfo(
      Path directory,
      String program,
      Map<String, String> settings,
      boolean recording,
      boolean finished,
      String ended,
      String incomplete,
      long duration,
      long events,
      Map<String, Long> eventsByType,
      int cpus,
      int processes,
      int fibers,
      int objects,
      long bytes,
      long chunks,
      long lostEvents,
      long damagedChunks,
      java.util.List<String> damage,
      long illegalTransitions) {
    this(
        directory,
        program,
        settings,
        recording,
        finished,
        ended,
        incomplete,
        duration,
        events,
        eventsByType,
        cpus,
        processes,
        fibers,
        objects,
        bytes,
        chunks,
        lostEvents,
        damagedChunks,
        damage,
        illegalTransitions,
        "");
  }

  /** What a recording calls the choice of a level, of processes and of fibers in its settings. */
  public static final String LEVEL = "trace";

  public static final String PROCESSES = "only-process";
  public static final String FIBERS = "only-fiber";

  /** How much of what happened was recorded; everything unless the settings say something else. */
  public TraceLevel level() {
    String name = settings.getOrDefault(LEVEL, "");
    for (TraceLevel level : TraceLevel.values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return level;
      }
    }
    return TraceLevel.ALL;
  }

  /** Which processes and fibers were chosen, in words; empty if all were recorded. */
  public String chosen() {
    String processes = settings.getOrDefault(PROCESSES, "");
    String fibers = settings.getOrDefault(FIBERS, "");
    String both = processes.isEmpty() || fibers.isEmpty() ? "" : ", ";
    return (processes.isEmpty() ? "" : "processes " + processes)
        + both
        + (fibers.isEmpty() ? "" : "fibers " + fibers);
  }
}
