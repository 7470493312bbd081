// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lokoscope.store.TraceException;

/**
 * An event log as GHC's runtime writes it, big-endian:
 *
 * <pre>
 * hdrb hetb (etb0 u16 type, u16 size, u32 n, n bytes, u32 m, m bytes, ete0)* hete hdre
 * datb (u16 type, u64 nanoseconds, [u16 size], payload)* u16 FFFF
 * </pre>
 *
 * <p>A size of FFFF in the header means that each event says its own. Events lie in blocks, each of
 * one capability and in order of time; only where blocks lie is kept in memory.
 */
final class EventLogFile implements Closeable {

  static final int BLOCK_MARKER = 18;
  static final int GLOBAL = 0xffff;

  private static final int HEADER_BEGINS = 0x68647262;
  private static final int TYPES_BEGIN = 0x68657462;
  private static final int TYPE_BEGINS = 0x65746200;
  private static final int TYPE_ENDS = 0x65746500;
  private static final int TYPES_END = 0x68657465;
  private static final int HEADER_ENDS = 0x68647265;
  private static final int DATA_BEGIN = 0x64617462;
  private static final int DATA_END = 0xffff;
  private static final int VARIABLE = 0xffff;
  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_CAPABILITIES = 4096;
  private static final int PREFIX = 10;

  /** A stretch of the file with events of one capability. */
  record Block(long from, long to) {}

  private final Path file;
  private final FileChannel channel;
  private final int[] sizes = new int[0x10000];
  private final Map<Integer, List<Block>> blocks = new TreeMap<>();
  private boolean cut;

  private EventLogFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
    Arrays.fill(sizes, -1);
  }

  /** Whether a file that begins like this is such a log. */
  static boolean isEventLog(byte[] head) {
    return head.length >= 4 && ByteBuffer.wrap(head).getInt() == HEADER_BEGINS;
  }

  /**
   * Reads the header and finds the blocks.
   *
   * @throws TraceException if it is no event log, or one in a form that is not known
   */
  static EventLogFile open(Path file) throws IOException {
    EventLogFile log = new EventLogFile(file, FileChannel.open(file, StandardOpenOption.READ));
    try {
      Window in = log.window(0, log.channel.size());
      log.header(in);
      log.findBlocks(in);
      return log;
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  TraceException wrong(String what) {
    return new TraceException(file + ": " + what);
  }

  /** By capability, with {@link #GLOBAL} for those of none. */
  Map<Integer, List<Block>> blocks() {
    return blocks;
  }

  /** Whether the file ends in the midst of a block, or without saying that it ends. */
  boolean isCut() {
    return cut;
  }

  /** How many bytes the payload of a type has; -1 if the header does not have that type. */
  int size(int type) {
    return sizes[type];
  }

  private void header(Window in) throws IOException {
    expect(in, HEADER_BEGINS);
    expect(in, TYPES_BEGIN);
    int mark = in.need(4).getInt();
    while (mark == TYPE_BEGINS) {
      int type = in.need(4).getShort() & 0xffff;
      sizes[type] = in.buffer().getShort() & 0xffff;
      skipText(in);
      skipText(in);
      expect(in, TYPE_ENDS);
      mark = in.need(4).getInt();
    }
    if (mark != TYPES_END) {
      throw wrong("its header is damaged: it is no event log of GHC, or one of a form not known");
    }
    expect(in, HEADER_ENDS);
    expect(in, DATA_BEGIN);
  }

  private void expect(Window in, int mark) throws IOException {
    if (in.need(4).getInt() != mark) {
      throw wrong("its header is damaged: it is no event log of GHC, or one of a form not known");
    }
  }

  private void skipText(Window in) throws IOException {
    int length = in.need(4).getInt();
    if (length < 0 || length > MAX_TEXT) {
      throw wrong("its header is damaged: a text of " + Integer.toUnsignedLong(length) + " bytes");
    }
    in.skip(length);
  }

  private void findBlocks(Window in) throws IOException {
    while (true) {
      long from = in.position();
      if (in.left() < 2) {
        cut = true;
        return;
      }
      int type = in.need(2).getShort() & 0xffff;
      if (type == DATA_END) {
        return;
      }
      if (in.left() < PREFIX) {
        cut = true;
        return;
      }
      long to;
      int capability = GLOBAL;
      if (type == BLOCK_MARKER) {
        ByteBuffer marker = in.need(22);
        marker.getLong();
        long length = Integer.toUnsignedLong(marker.getInt());
        marker.getLong();
        capability = marker.getShort() & 0xffff;
        to = from + length;
        if (length < 24) {
          throw wrong("a block of " + length + " bytes at " + from + ": the log is damaged");
        }
        from += 24;
      } else {
        in.need(8).getLong();
        to = in.position() + payload(in, type, from);
      }
      if (to > channel.size()) {
        cut = true;
        to = channel.size();
      }
      if (!blocks.containsKey(capability) && blocks.size() > MAX_CAPABILITIES) {
        throw wrong("it has more than " + MAX_CAPABILITIES + " capabilities");
      }
      blocks.computeIfAbsent(capability, _ -> new ArrayList<>()).add(new Block(from, to));
      in.go(to);
    }
  }

  /** How long the payload is; a size that stands before it is read. */
  private int payload(Window in, int type, long at) throws IOException {
    int size = sizes[type];
    if (size < 0) {
      throw wrong("an event of the unknown type " + type + " at " + at + ": the log is damaged");
    }
    return size == VARIABLE ? in.need(2).getShort() & 0xffff : size;
  }

  Window window(long from, long to) {
    return new Window(from, to);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Reads the events of one capability, in their order. */
  final class Events {

    private final List<Block> all;
    private final Window in = new Window(0, 0);
    private int next;

    /** Of the event that {@link #advance} found. */
    int type;

    long time;
    ByteBuffer data = ByteBuffer.allocate(0);

    Events(List<Block> all) {
      this.all = all;
    }

    /** Goes to the next event; false if there is none. Time never goes back. */
    boolean advance() throws IOException {
      while (in.left() == 0) {
        if (next == all.size()) {
          return false;
        }
        Block block = all.get(next++);
        in.over(block.from, block.to);
      }
      long at = in.position();
      if (in.left() < PREFIX) {
        return ends();
      }
      type = in.need(PREFIX).getShort() & 0xffff;
      time = Math.max(time, in.buffer().getLong());
      if (sizes[type] == VARIABLE && in.left() < 2) {
        return ends();
      }
      int length = payload(in, type, at);
      if (in.left() < length) {
        return ends();
      }
      ByteBuffer payload = in.need(length);
      data = payload.slice(payload.position(), length);
      payload.position(payload.position() + length);
      return true;
    }

    /** Only what the end of the file cuts off is not whole. */
    private boolean ends() throws IOException {
      if (!cut || next < all.size()) {
        throw wrong("an event at " + in.position() + " reaches beyond its block: it is damaged");
      }
      in.over(0, 0);
      return false;
    }

    /** The rest of the payload as text. */
    String text() {
      return StandardCharsets.UTF_8.decode(data).toString();
    }
  }

  /** A part of the file, through a buffer of fixed size. */
  final class Window {

    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 17).limit(0);
    private long end;

    /** Where in the file the end of the buffer lies. */
    private long filled;

    private Window(long from, long to) {
      over(from, to);
    }

    void over(long from, long to) {
      filled = from;
      end = to;
      buffer.limit(0);
    }

    ByteBuffer buffer() {
      return buffer;
    }

    long position() {
      return filled - buffer.remaining();
    }

    long left() {
      return end - position();
    }

    void go(long to) {
      over(to, end);
    }

    void skip(int bytes) {
      go(position() + bytes);
    }

    /** The buffer with at least so many bytes, less than it has room for. */
    ByteBuffer need(int bytes) throws IOException {
      if (buffer.remaining() < bytes) {
        if (left() < bytes) {
          throw wrong("its header is cut off: it is no event log of GHC");
        }
        buffer.compact();
        buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + end - filled));
        while (buffer.position() < bytes) {
          int read = channel.read(buffer, filled);
          if (read < 0) {
            throw wrong("it has become shorter while it was read");
          }
          filled += read;
        }
        buffer.flip();
      }
      return buffer;
    }
  }
}
