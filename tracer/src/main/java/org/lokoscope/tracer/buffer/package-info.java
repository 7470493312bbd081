// SPDX-License-Identifier: Apache-2.0
/**
 * From the threads that report events to the one thread that writes chunks. {@link
 * org.lokoscope.tracer.buffer.TraceWriter} says how they meet.
 */
@NullMarked
package org.lokoscope.tracer.buffer;

import org.jspecify.annotations.NullMarked;
