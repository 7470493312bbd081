// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkQueue;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.tracer.codec.Chunk;
import org.lokoscope.tracer.codec.ChunkEncoder;
import org.lokoscope.tracer.codec.ChunkFormat;
import org.lokoscope.tracer.codec.ChunkSource;
import org.lokoscope.tracer.codec.EncoderFactory;

/** A trace whose chunks a test writes, or loses, one by one; without the recorder's threads. */
public final class HandMadeTrace implements AutoCloseable {

  private final Path directory;
  private final TraceMeta meta;
  private final ChunkQueue queue;
  private final Map<Integer, Cpu> cpus = new HashMap<>();

  public HandMadeTrace(Path directory, int cpus) throws IOException {
    this.directory = Files.createDirectories(directory);
    meta = TraceMeta.ofThisRun("p.sps", Map.of("cpus", Integer.toString(cpus)));
    meta.write(directory);
    queue = new ChunkQueue(directory.resolve(ChunkLog.DIRECTORY));
  }

  public final class Cpu implements ChunkSource {
    private final ChunkEncoder encoder;
    private boolean scarce;
    private int skipped;

    Cpu(int number) {
      encoder = EncoderFactory.create(number, this);
    }

    public Probe probe() {
      return encoder;
    }

    public void flush() {
      encoder.flush();
    }

    /** Hands over what there is; from now on no chunk is to be had. */
    void loseEvents() {
      scarce = true;
      encoder.flush();
    }

    void keepEvents() {
      scarce = false;
    }

    /** From now on chunks have numbers as if others were before them. */
    void skipNumbers(int count) {
      skipped += count;
    }

    @Override
    public @Nullable Chunk take() {
      return scarce ? null : new Chunk();
    }

    @Override
    public void filling(Chunk chunk) {}

    @Override
    public void full(Chunk chunk) {
      try {
        int length = chunk.seal((int) meta.runOfChunks());
        ChunkFormat.renumber(chunk.bytes(), length, chunk.sequence() + skipped);
        queue.accept(chunk.bytes(), 0, length);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  public Cpu cpu(int number) {
    return cpus.computeIfAbsent(number, Cpu::new);
  }

  /** Leaves it as if the recorder had been killed. */
  void abandon() {
    queue.close();
  }

  @Override
  public void close() {
    cpus.values().forEach(Cpu::flush);
    queue.close();
    meta.asFinished("").write(directory);
  }
}
