// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.io.ByteSink;
import org.lokoscope.runtime.io.ByteSource;
import org.lokoscope.runtime.io.Endpoint;

/**
 * The bytes that come from a socket and those that go to it. Neither way waits: what the socket
 * does not take now is kept, in order, until {@link #send} is called again. An error stays.
 */
final class SocketBytes implements ByteSource, ByteSink {

  /** Whose bytes they are. */
  @FunctionalInterface
  interface Owner {

    /** What errors name: the other end. */
    String peer();

    /** Hears how many bytes were handed to the socket, whether it takes them now or later. */
    default void wrote(int count) {}

    /** Hears how many bytes were taken from the socket. */
    default void read(int count) {}

    /** Hears of the first error of each direction. */
    default void failed(IOException why) {}
  }

  private final @Nullable ReadableByteChannel input;
  private final @Nullable WritableByteChannel output;
  private final Owner owner;

  /** What is still to be sent; null as long as the socket takes everything. */
  private @Nullable ArrayDeque<ByteBuffer> pending;

  /** The last read has left nothing behind: the next one would be in vain, and is spared once. */
  private boolean drained;

  private @Nullable IOException readFailure;
  private @Nullable IOException writeFailure;

  /** The bytes of a socket. */
  SocketBytes(SocketChannel channel, Owner owner) {
    this(channel, channel, owner);
  }

  /**
   * The bytes of a pair of channels that do not block.
   *
   * @param input or null
   * @param output or null
   */
  SocketBytes(
      @Nullable ReadableByteChannel input, @Nullable WritableByteChannel output, Owner owner) {
    this.input = input;
    this.output = output;
    this.owner = owner;
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    if (readFailure != null) {
      throw readFailure;
    }
    if (drained) {
      drained = false;
      return 0;
    }
    try {
      int read = Objects.requireNonNull(input).read(ByteBuffer.wrap(into, from, count));
      drained = read > 0 && read < count;
      if (read > 0) {
        owner.read(read);
      }
      return read;
    } catch (IOException e) {
      readFailure = located(e);
      owner.failed(readFailure);
      throw readFailure;
    }
  }

  @Override
  public void look() {
    drained = false;
  }

  @Override
  public boolean isReady() {
    return false;
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (writeFailure != null) {
      throw writeFailure;
    }
    owner.wrote(count);
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, count);
    if (pending == null) {
      put(buffer);
    }
    if (buffer.hasRemaining()) {
      keep(ByteBuffer.wrap(Arrays.copyOfRange(bytes, buffer.position(), buffer.limit())));
    }
  }

  private void keep(ByteBuffer rest) {
    if (pending == null) {
      pending = new ArrayDeque<>();
    }
    pending.add(rest);
  }

  /** What is still to be sent; null if nothing. */
  Endpoint.@Nullable Sending sending() {
    return pending == null ? null : this::send;
  }

  /** Goes on with what was kept; true when nothing is left. */
  boolean send() throws IOException {
    if (writeFailure != null) {
      throw writeFailure;
    }
    while (pending != null) {
      ByteBuffer next = pending.element();
      put(next);
      if (next.hasRemaining()) {
        return false;
      }
      pending.remove();
      if (pending.isEmpty()) {
        pending = null;
      }
    }
    return true;
  }

  private void put(ByteBuffer buffer) throws IOException {
    try {
      Objects.requireNonNull(output).write(buffer);
    } catch (IOException e) {
      writeFailure = located(e);
      owner.failed(writeFailure);
      pending = null;
      throw writeFailure;
    }
  }

  /** From now on writing fails. Returns why it did before, or null. */
  @Nullable IOException endOutput() {
    IOException before = writeFailure;
    writeFailure = new IOException(owner.peer() + ": the output was shut down");
    return before;
  }

  private boolean isOpen() {
    return (input == null || input.isOpen()) && (output == null || output.isOpen());
  }

  private IOException located(IOException e) {
    String reason = isOpen() ? NetErrors.reason(e) : "the connection was closed by this program";
    return new IOException(owner.peer() + ": " + reason, e);
  }

  /** The connection closes the socket, when both directions are closed. */
  @Override
  public void close() {}

  @Override
  public long position() {
    return -1;
  }

  @Override
  public boolean canSeek() {
    return false;
  }

  @Override
  public void seek(long position) throws IOException {
    throw new IOException("not seekable");
  }
}
