// SPDX-License-Identifier: Apache-2.0
/**
 * Chunks: the bytes of a trace. {@link org.lokoscope.tracer.codec.ChunkFormat} draws them, an
 * encoder that is spun from the schema writes them, {@link org.lokoscope.tracer.codec.ChunkCursor}
 * reads them. Nothing here knows a single event by name.
 */
@NullMarked
package org.lokoscope.tracer.codec;

import org.jspecify.annotations.NullMarked;
