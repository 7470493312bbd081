// SPDX-License-Identifier: Apache-2.0
/**
 * Processes: preemptible, sharing nothing, each with its own machine, variables and fibers. Process
 * 0 is the scheduler; process 1 runs the program.
 *
 * <p>{@link org.lokoscope.runtime.process.Process} is the control block, which the {@code Kernel}
 * gives to a {@code Cpu}. There {@code ProcessHost} decides at safe points what comes next: by the
 * {@code Slice}, by the {@code Requests} of others, by the {@code MemoryGuard}; {@code Termination}
 * is the process's end.
 */
@NullMarked
package org.lokoscope.runtime.process;

import org.jspecify.annotations.NullMarked;
