// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.buffer;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.codec.ChunkFormat;
import org.lokoscope.tracer.text.Count;

/**
 * Hands out one probe per stream and writes what they report to a sink, on a thread of its own.
 *
 * <p>How a chunk gets from its owner (a virtual CPU) to the sink:
 *
 * <ul>
 *   <li>A full chunk goes into a queue and the writer is woken. The owner takes an empty one from a
 *       pool; when the pool is empty, because the sink is too slow, it drops events, counts them
 *       and reports them as lost.
 *   <li>Every {@value #TICK_MILLIS} ms the writer looks at the chunk that is being filled. If it
 *       holds events, the writer asks its owner to hand it over at its next event, which costs the
 *       owner one read of a flag per event.
 *   <li>If the owner has not done so one tick later (it computes, or it is parked), the writer
 *       saves a copy of the events that are complete. The owner need not take part: a chunk is only
 *       ever appended to, and the count is published after the bytes. When the owner hands the
 *       chunk over at last, it is written again only if it has gained events, and readers take the
 *       fuller copy.
 * </ul>
 *
 * So an event reaches the sink within two ticks and the time of a write, well inside 50 ms,
 * whatever its owner does; no event costs a lock, a fence or a system call. Rejected: a lock per
 * event (20 ns of 40) and a hand-over that needs the owner to announce that it is idle (a CPU that
 * computes without events is not idle).
 */
public final class TraceWriter implements AutoCloseable {

  static final int TICK_MILLIS = 16;
  private static final int SETTLE_MILLIS = 2_000;

  private final ChunkSink sink;

  /** The tag of the run. */
  private final int run;

  private final Consumer<IOException> failures;
  private final List<Stream> streams = new CopyOnWriteArrayList<>();
  private final byte[] copy = new byte[ChunkFormat.MAX_CHUNK];
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable IOException failure;
  private volatile long unwritten;
  private volatile long ticks;

  public TraceWriter(ChunkSink sink) {
    this(sink, failure -> {});
  }

  /** The same for a run of which nobody knows the id. */
  public TraceWriter(ChunkSink sink, Consumer<IOException> failures) {
    this(sink, failures, 0);
  }

  /**
   * @param failures is told, on the writer's thread, what the sink failed with: once, for nothing
   *     more is written then
   * @param run the tag of the run, which goes into each chunk
   */
  public TraceWriter(ChunkSink sink, Consumer<IOException> failures, int run) {
    this.sink = sink;
    this.run = run;
    this.failures = failures;
    thread = Thread.ofPlatform().name("lokoscope-trace-writer").daemon().unstarted(this::run);
    thread.start();
  }

  /**
   * A probe that feeds a stream. Its caller must be one thread at a time, and must be done with it
   * before this writer is closed.
   */
  public Probe probe(int stream) {
    Stream fresh = new Stream(stream, thread);
    streams.add(fresh);
    return fresh.encoder();
  }

  /**
   * Writes what is left and ends the thread.
   *
   * @throws IOException if the sink failed at any time: the trace misses events
   */
  @Override
  public void close() throws IOException {
    if (!closing) {
      for (Stream stream : streams) {
        stream.encoder().flush();
      }
      closing = true;
      LockSupport.unpark(thread);
      join();
    }
    if (failure != null) {
      throw new IOException(
          failure.getMessage() + " (" + Count.of(unwritten, "event") + " not written)", failure);
    }
  }

  /** What the sink failed with, if it did. */
  public @Nullable IOException failure() {
    return failure;
  }

  private void join() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until the sink has got all that was reported up to now; at most two seconds, if it is
   * slow. From any thread but the writer's.
   */
  public void settle() throws InterruptedException {
    // At the first tick the owner is asked for its chunk, at the next one a copy is taken.
    long enough = ticks + 3;
    for (int i = 0; i < SETTLE_MILLIS / TICK_MILLIS && ticks < enough; i++) {
      Thread.sleep(TICK_MILLIS);
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Only the writer counts its ticks.
  private void run() {
    long tick = TICK_MILLIS * 1_000_000L;
    long next = System.nanoTime() + tick;
    while (true) {
      boolean last = closing;
      guarded(this::drain);
      if (last) {
        return;
      }
      long wait = next - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(this, wait);
      } else {
        guarded(this::tick);
        ticks++;
        next = System.nanoTime() + tick;
      }
    }
  }

  /** Whatever happens here, the thread goes on: its owners wait for their chunks. */
  private void guarded(Consumer<Stream> work) {
    try {
      streams.forEach(work);
    } catch (Throwable problem) {
      fail(problem);
    }
  }

  private void drain(Stream stream) {
    for (var chunk = stream.pollFull(); chunk != null; chunk = stream.pollFull()) {
      if (!stream.isSaved(chunk)) {
        int count = chunk.count();
        write(chunk.bytes(), chunk.seal(run), count);
      }
      stream.recycle(chunk);
    }
  }

  private void tick(Stream stream) {
    switch (stream.look()) {
      case NOTHING -> {}
      case ASK -> stream.encoder().requestFlush();
      case SAVE -> {
        // The owner may have turned to a fresh chunk since the look. To save that one would put it
        // before the chunk that was looked at, and who died in between would miss the older one.
        int length = stream.looked().copyTo(copy, run);
        write(copy, length, 0);
        if (failure == null) {
          stream.markSaved(copy);
        }
      }
    }
  }

  /** Only the writer adds to what was not written; others may read it. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void write(byte[] chunk, int length, int count) {
    try {
      if (failure == null) {
        sink.accept(chunk, 0, length);
        return;
      }
    } catch (Throwable problem) {
      // Errors too: a full disk shows as a fault of the memory that a sink maps.
      fail(problem);
    }
    unwritten += count;
  }

  private void fail(Throwable problem) {
    if (failure != null) {
      return;
    }
    failure =
        problem instanceof IOException known
            ? known
            : new IOException("the trace cannot be written: " + problem, problem);
    try {
      failures.accept(failure);
    } catch (Throwable unheard) {
      // Whoever closes the writer hears of the failure.
    }
  }
}
