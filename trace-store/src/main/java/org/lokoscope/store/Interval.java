// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/**
 * One interval of a lane in one state.
 *
 * @param from nanoseconds since the run began
 * @param to the end, exclusive; the trace's end if the interval outlasts it
 * @param subject RUNNING on a CPU lane: the process; RUNNING on a process lane: the fiber, or 0 for
 *     the process's own code; blocked: the object waited for, or 0
 * @param site where a blocked lane waits, or 0
 */
public record Interval(long from, long to, LaneState state, long subject, long site) {}
