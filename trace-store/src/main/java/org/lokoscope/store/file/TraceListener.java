// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.DamagedChunkException;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Reason;

/**
 * Takes in bare streams of chunks from any number of connections at once, and makes one trace of
 * them. Each connection has a thread that reads; one thread writes, and what it cannot write yet
 * makes the others wait. Whatever a connection sends, the others lose nothing.
 */
public final class TraceListener implements AutoCloseable {

  /** What is on its way: at most 16 MiB. */
  private static final int WAITING = 256;

  private static final int MAX_CONNECTIONS = 1000;

  /**
   * A chunk, or that nothing more comes.
   *
   * @param chunk null at the end of a connection
   */
  private record Arrival(JoinedTrace.Source source, byte @Nullable [] chunk) {

    boolean isLast() {
      return source.number() < 0;
    }
  }

  private static final Arrival LAST = new Arrival(new JoinedTrace.Source(-1), null);

  private final ServerSocketChannel server;
  private final Consumer<String> said;
  private final JoinedTrace trace;
  private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(WAITING);
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger broken = new AtomicInteger();
  private final Thread writer;
  private int sources;
  private volatile boolean closing;
  private volatile @Nullable String failure;

  /**
   * Begins a trace.
   *
   * @param server is bound; it is closed with this
   * @param address what the trace is called
   * @param said is told in a line, on any thread, what is wrong with a connection
   * @throws org.lokoscope.store.TraceException if the directory cannot be written to
   */
  public TraceListener(
      ServerSocketChannel server, String address, Path directory, Consumer<String> said) {
    this.server = server;
    this.said = said;
    trace = new JoinedTrace(directory, address);
    writer = Thread.ofPlatform().name("lokoscope-listen-writer").start(this::write);
  }

  /** Takes connections until this is closed, by another thread, or until nothing can be written. */
  public void run() throws IOException {
    try {
      while (!closing) {
        SocketChannel connection = server.accept();
        if (open.size() >= MAX_CONNECTIONS) {
          said.accept("more than " + MAX_CONNECTIONS + " connections; another one is refused");
          connection.close();
          continue;
        }
        open.add(connection);
        JoinedTrace.Source source = new JoinedTrace.Source(sources++);
        Thread reader = Thread.ofVirtual().unstarted(() -> read(source, connection));
        readers.add(reader);
        reader.start();
      }
    } catch (ClosedChannelException closed) {
      // That is how it ends.
    }
  }

  private void read(JoinedTrace.Source source, SocketChannel connection) {
    String name = "connection " + (source.number() + 1);
    Connection reader = new Connection(source, name, Channels.newInputStream(connection));
    try (connection) {
      reader.readAll();
      if (reader.isCut()) {
        broke(name + ": breaks off inside a chunk");
      }
    } catch (IOException lost) {
      if (!closing) {
        broke(name + ": " + Reason.of(lost));
      }
    } finally {
      if (reader.damagedPlaces() > 0) {
        broken.incrementAndGet();
      }
      open.remove(connection);
      put(new Arrival(source, null));
      readers.remove(Thread.currentThread());
    }
  }

  private void broke(String line) {
    broken.incrementAndGet();
    said.accept(line);
  }

  private void put(Arrival arrival) {
    boolean interrupted = false;
    while (true) {
      try {
        arrivals.put(arrival);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads one connection. */
  private final class Connection extends ChunkReader {
    private final JoinedTrace.Source source;
    private final String name;

    Connection(JoinedTrace.Source source, String name, InputStream in) {
      super(in);
      this.source = source;
      this.name = name;
    }

    @Override
    void take(byte[] chunk, int length, ChunkCursor cursor) {
      put(new Arrival(source, Arrays.copyOf(chunk, length)));
    }

    @Override
    void future(String what) throws IOException {
      throw new IOException(what);
    }

    @Override
    void garbage(long at) {
      if (damagedPlaces() == 1) {
        said.accept(name + ": no chunk at byte " + at + "; what is none is passed over");
      }
    }
  }

  // The one thread that writes

  private void write() {
    while (true) {
      Arrival arrival;
      try {
        arrival = arrivals.take();
      } catch (InterruptedException e) {
        continue;
      }
      if (arrival.isLast()) {
        return;
      }
      if (arrival.chunk() == null) {
        trace.end(arrival.source());
      } else if (failure == null) {
        accept(arrival.source(), arrival.chunk());
      }
    }
  }

  private void accept(JoinedTrace.Source source, byte[] chunk) {
    try {
      trace.accept(source, chunk);
    } catch (DamagedChunkException noEvents) {
      broke("connection " + (source.number() + 1) + ": " + noEvents.getMessage());
    } catch (IOException | RuntimeException | InternalError e) {
      String why = Reason.of(e);
      failure = why;
      said.accept(why);
      stop();
    }
  }

  private void stop() {
    closing = true;
    try {
      server.close();
    } catch (IOException unclosed) {
      // Nothing more is taken from it.
    }
  }

  /** Takes no more connections, writes what has come, and completes the trace. */
  @Override
  public void close() {
    stop();
    int cut = open.size();
    for (SocketChannel connection : open) {
      try {
        connection.close();
      } catch (IOException unclosed) {
        // Its thread ends by itself or is a daemon.
      }
    }
    // What they have read by now is still to be written.
    boolean interrupted = false;
    for (Thread reader : readers) {
      interrupted |= !join(reader);
    }
    put(LAST);
    interrupted |= !join(writer);
    if (cut > 0) {
      trace.endedBy(
          "the listening ended while "
              + Count.of(cut, "writer was", "writers were")
              + " connected");
    }
    String why = failure;
    if (why != null) {
      trace.incomplete(why);
    } else if (broken.get() > 0) {
      trace.incomplete(Count.of(broken.get(), "stream") + " damaged or broken off");
    }
    trace.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a thread to end, whatever interrupts it; false if something did. */
  private static boolean join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return !interrupted;
  }

  /** Why nothing can be written any more; null while all is well. */
  public @Nullable String failure() {
    return failure;
  }
}
