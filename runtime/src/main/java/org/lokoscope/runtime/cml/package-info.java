// SPDX-License-Identifier: Apache-2.0
/**
 * Fibers and Concurrent ML: operations, channels, condition variables, timers and the scheduler of
 * one process. Everything here runs on the thread of the CPU that runs the process.
 *
 * <p>{@link org.lokoscope.runtime.cml.FiberScheduler} gives the fibers their turns; {@link
 * org.lokoscope.runtime.cml.Preemption} takes a turn away; {@code FiberReporter} tells the trace.
 *
 * <p>The design is that of Reppy, Russo and Xiao, <i>Parallel Concurrent ML</i> (2009), without the
 * parallelism: fibers of a process never run at once, so an operation commits by a plain store.
 */
@NullMarked
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.NullMarked;
