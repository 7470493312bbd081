// SPDX-License-Identifier: Apache-2.0
/** How chunks get from their owner to the writer, on real threads that try to break it. */
@NullMarked
package org.lokoscope.tracer.buffer;

import org.jspecify.annotations.NullMarked;
