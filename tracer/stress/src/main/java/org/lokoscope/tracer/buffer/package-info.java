/** How chunks get from their owner to the writer, on real threads that try to break it. */
package org.lokoscope.tracer.buffer;
