// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where the events of this JVM go: the streams of its platform threads, and who writes them. */
final class Output {

  private static final long INTERVAL_NANOS = 20_000_000;
  private static final int HEAP_EVERY = 5;

  /** Threads that have waited for so long are looked at, in as many intervals; and for how long. */
  private static final int LOOK_EVERY = 50;

  private static final long LOOK_AT_MOST_NANOS = 20_000_000;
  private static final long LAST_LOOK_NANOS = 300_000_000;
  private static final ConcurrentHashMap<Thread, CarrierStream> STREAMS = new ConcurrentHashMap<>();
  private static final ConcurrentLinkedQueue<byte[]> FULL = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final long ZERO = System.nanoTime();
  private static long runHigh;
  private static long runLow;
  private static long wallClock;
  private static String writer = "";
  private static @Nullable WritableByteChannel channel;
  private static volatile boolean closed;
  private static long capabilities;

  private Output() {}

  /**
   * Opens a file in a directory, or connects to a socket.
   *
   * @param stacks whether stacks are looked at
   * @throws IOException if there is neither
   */
  static void open(Path where, boolean stacks) throws IOException {
    capabilities =
        StreamWriter.WAKES
            | StreamWriter.HEAP
            | (stacks ? StreamWriter.SIZES | StreamWriter.FRAMES : 0);
    SecureRandom random = new SecureRandom();
    runHigh = random.nextLong();
    runLow = random.nextLong();
    Instant now = Instant.now();
    wallClock = now.getEpochSecond() * 1_000_000_000L + now.getNano() - now();
    writer = host() + "\tJVM\t" + Runtime.version();
    if (Files.isDirectory(where)) {
      channel =
          Files.newByteChannel(
              where.resolve(ProcessHandle.current().pid() + ".chunks"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
    } else {
      SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
      socket.connect(UnixDomainSocketAddress.of(where));
      channel = socket;
    }
    Thread.ofPlatform().daemon().name("lokoscope-agent").start(Output::work);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("lokoscope-agent-end").unstarted(Output::close));
  }

  private static String host() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException | RuntimeException elsewhere) {
      return "";
    }
  }

  /** Nanoseconds since time 0 of the streams. */
  static long now() {
    return System.nanoTime() - ZERO;
  }

  /** The stream of a platform thread. */
  static CarrierStream stream(Thread platform) {
    CarrierStream known = STREAMS.get(platform);
    return known == null ? begin(platform) : known;
  }

  private static CarrierStream begin(Thread platform) {
    int number = NUMBERS.getAndIncrement();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void write(byte[] bytes, int offset, int length) {
            FULL.add(Arrays.copyOfRange(bytes, offset, offset + length));
          }
        };
    CarrierStream stream = new CarrierStream(out, number, (int) (runHigh >>> 32));
    stream.writer.streamBegan(
        0, runHigh, runLow, ProcessHandle.current().pid(), wallClock, ZERO, capabilities, writer);
    long time = now();
    if (number == 0) {
      stream.writer.processSpawned(
          time, Hooks.PROCESS, Hooks.PROCESS, stream.string(time, "JVM"), 0);
      object(stream, time, Hooks.MONITOR, "a monitor");
      object(stream, time, Hooks.OBJECT_WAIT, "Object.wait");
      object(stream, time, Hooks.PINNED, "its carrier, which it pins");
    }
    // Each platform thread shows as a CPU that runs its own scheduler's process.
    long process = Hooks.PROCESS + 1 + number;
    stream.writer.processSpawned(
        time, process, Hooks.PROCESS, stream.string(time, platform.getName()), 0);
    stream.writer.processDispatched(time, process, number);
    STREAMS.put(platform, stream);
    return stream;
  }

  private static void object(CarrierStream stream, long time, long id, String name) {
    stream.writer.objectCreated(time, id, 1, 0, 0);
    stream.writer.named(time, id, stream.string(time, name));
  }

  /** A mistake of ours: the program goes on, untraced. */
  static void failed(Throwable problem) {
    if (!closed) {
      Hooks.stop();
      closed = true;
      System.err.println("lokoscope: the agent failed and records nothing more: " + problem);
    }
  }

  private static void work() {
    for (int i = 0; !closed; i++) {
      LockSupport.parkNanos(INTERVAL_NANOS);
      if (i % HEAP_EVERY == 0) {
        sampleHeap();
      }
      if (i % LOOK_EVERY == LOOK_EVERY - 1) {
        look(LOOK_EVERY * INTERVAL_NANOS, LOOK_AT_MOST_NANOS);
      }
      flush();
    }
  }

  /** Looks where threads wait before somebody is told. */
  static void lookNow() {
    look(INTERVAL_NANOS, LAST_LOOK_NANOS);
  }

  private static void look(long longer, long most) {
    if ((capabilities & StreamWriter.FRAMES) != 0) {
      Hooks.look(stream(Thread.currentThread()), longer, most);
    }
  }

  private static void sampleHeap() {
    Runtime runtime = Runtime.getRuntime();
    CarrierStream stream = stream(Thread.currentThread());
    stream.lock();
    try {
      stream.writer.heapSampled(
          now(), runtime.totalMemory() - runtime.freeMemory(), runtime.totalMemory());
    } finally {
      stream.unlock();
    }
  }

  private static synchronized void flush() {
    for (CarrierStream stream : STREAMS.values()) {
      stream.lock();
      try {
        stream.writer.flush();
      } finally {
        stream.unlock();
      }
    }
    write();
  }

  private static void write() {
    WritableByteChannel to = channel;
    try {
      for (byte[] chunk = FULL.poll(); chunk != null && to != null; chunk = FULL.poll()) {
        ByteBuffer bytes = ByteBuffer.wrap(chunk);
        while (bytes.hasRemaining()) {
          to.write(bytes);
        }
      }
    } catch (IOException e) {
      Hooks.stop();
      closed = true;
      System.err.println("lokoscope: nothing more is recorded: " + e.getMessage());
    }
  }

  /** Writes what there is, and nothing more. */
  static void close() {
    Hooks.stop();
    if (!closed) {
      lookNow();
    }
    flush();
    closed = true;
  }
}
