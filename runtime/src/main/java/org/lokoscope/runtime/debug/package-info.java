// SPDX-License-Identifier: Apache-2.0
/**
 * The debugger of a run: places where code can stop, breakpoints, steps, and what is seen while it
 * stands. Faces of it, such as a prompt or a protocol, use {@link
 * org.lokoscope.runtime.debug.Debugger}. Code that is not debugged knows nothing of it: a place is
 * put between its nodes when a breakpoint or a step needs it there, and taken away again.
 */
@NullMarked
package org.lokoscope.runtime.debug;

import org.jspecify.annotations.NullMarked;
