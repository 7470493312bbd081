package org.lokoscope.store;

/**
 * What came of a stream that a trace was made of.
 *
 * @param chunks that were taken in
 * @param damaged places where the stream holds something else
 * @param cut whether it ends inside a chunk
 */
public record Imported(long chunks, long damaged, boolean cut) {}
