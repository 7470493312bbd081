// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.lokoscope.runtime.world.Journal;

/**
 * The bytes of a socket or pipe in a run that keeps them, or repeats them: then nothing leaves.
 *
 * @param channel can do what is asked for; nothing is asked of it while a run is repeated
 * @param name what messages call it
 */
record JournaledBytes(Journal journal, Channel channel, String name) implements ByteChannel {

  private static final byte[] END = {};

  /** An empty answer is the end; else the bytes, after one that means nothing. */
  @Override
  public int read(ByteBuffer into) throws IOException {
    byte[] answer =
        journal.call(
            "read from " + name,
            Numbers.bytes(into.remaining()),
            () -> {
              ByteBuffer buffer = ByteBuffer.allocate(into.remaining() + 1).put((byte) 0);
              int count = ((ReadableByteChannel) channel).read(buffer);
              return count < 0 ? END : Arrays.copyOf(buffer.array(), count + 1);
            });
    if (answer.length == 0) {
      return -1;
    }
    int count = Math.min(answer.length - 1, into.remaining());
    into.put(answer, 1, count);
    return count;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    byte[] bytes = new byte[from.remaining()];
    from.duplicate().get(bytes);
    byte[] answer =
        journal.call(
            "write to " + name,
            bytes,
            () -> Numbers.bytes(((WritableByteChannel) channel).write(ByteBuffer.wrap(bytes))));
    int count = Math.min(Numbers.number(answer), bytes.length);
    from.position(from.position() + count);
    return count;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
