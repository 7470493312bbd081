// SPDX-License-Identifier: Apache-2.0
/**
 * A program with all that it needs to run: primitives, libraries, sources, compiled code. Shared by
 * the processes of a run.
 */
@NullMarked
package org.lokoscope.runtime.program;

import org.jspecify.annotations.NullMarked;
