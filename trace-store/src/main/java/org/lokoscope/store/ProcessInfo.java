// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.util.Map;

/**
 * A process over its whole life. Process 0 is the scheduler.
 *
 * @param ended nanoseconds, or -1 while it lives at the trace's end
 * @param dispatches how often it was given a CPU
 * @param preemptions how often it lost one before it was done
 * @param timeInState nanoseconds in each state
 */
public record ProcessInfo(
    long id,
    String name,
    long parent,
    long spawned,
    long ended,
    int status,
    long dispatches,
    long preemptions,
    Map<LaneState, Long> timeInState) {}
