/**
 * From the threads that report events to the one thread that writes chunks. {@link
 * org.lokoscope.tracer.buffer.TraceWriter} says how they meet.
 */
package org.lokoscope.tracer.buffer;
