// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.buffer.ChunkSink;
import org.lokoscope.tracer.codec.Chunk;
import org.lokoscope.tracer.codec.ChunkEncoder;
import org.lokoscope.tracer.codec.ChunkSource;
import org.lokoscope.tracer.codec.EncoderFactory;

/**
 * A stream whose chunks are written by the thread that reports its events, so that none is ever
 * lost: for events that come from a file.
 */
final class DirectStream implements ChunkSource {

  /** Gives the tag of the run when a chunk is sealed: by then the first event has said it. */
  interface Run {
    int tag();
  }

  private final ChunkSink sink;
  private final Run run;
  private final Chunk chunk = new Chunk();
  private final ChunkEncoder encoder;
  private boolean written;

  DirectStream(int number, ChunkSink sink, Run run) {
    this.sink = sink;
    this.run = run;
    encoder = EncoderFactory.create(number, this);
  }

  /** Where the events go; throws {@link UncheckedIOException} if a chunk cannot be written. */
  Probe probe() {
    return encoder;
  }

  /** Writes what there is. */
  void flush() {
    encoder.flush();
  }

  /** Whether a chunk was written. */
  boolean isWritten() {
    return written;
  }

  @Override
  public Chunk take() {
    return chunk;
  }

  @Override
  public void filling(Chunk next) {}

  @Override
  public void full(Chunk full) {
    try {
      written = true;
      sink.accept(full.bytes(), 0, full.seal(run.tag()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
