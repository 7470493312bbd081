// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.TraceException;
import org.lokoscope.tracer.codec.ChunkFormat;

/**
 * A file of a Chronicle Queue, mapped for reading.
 *
 * <p>The file is a sequence of excerpts: 4 bytes of length and flags, then so many bytes, padded to
 * a multiple of 4; a length of 0 is the end so far. This class walks them itself and does not ask
 * Chronicle's tailer. A tailer waits for excerpts that were never completed, maps blocks that a
 * truncated file does not have, and belongs to one thread; here a file may be cut, overwritten or
 * growing, and any thread may read any chunk. Where the sequence is broken, the walk goes on at the
 * next place that holds a chunk whose checksum is right.
 */
final class QueueFile implements AutoCloseable {

  private static final String FILES = "*.{cq4,kept}";
  private static final int NOT_COMPLETE = 0x8000_0000;
  private static final int META = 0x4000_0000;
  private static final int LENGTH = 0x3FFF_FFFF;
  private static final int END_OF_FILE = NOT_COMPLETE | META;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Told what a walk finds. */
  interface Visitor {

    /** A chunk may lie there; says how long it is, or 0 if it is none or damaged. */
    int chunk(long offset, long limit);

    void damage(long offset, String what);

    /** The same, but it is what is left there when the writer is killed. */
    void cut(long offset, String what);
  }

  private final Path path;
  private final Arena arena;
  private final MemorySegment bytes;

  /** Whether this is the part of a growing file that is complete. */
  private final boolean growing;

  private boolean open = true;

  private QueueFile(Path path, Arena arena, MemorySegment bytes, boolean growing) {
    this.path = path;
    this.growing = growing;
    this.arena = arena;
    this.bytes = bytes;
  }

  static List<Path> list(Path directory) {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(directory)) {
      return files;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, FILES)) {
      entries.forEach(files::add);
    } catch (IOException e) {
      throw new TraceException(directory + ": cannot be read: " + e.getMessage(), e);
    }
    files.sort(null);
    return files;
  }

  static QueueFile open(Path path) {
    requireFile(path);
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return map(path, arena, channel, channel.size(), false);
    } catch (IOException e) {
      arena.close();
      throw new TraceException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Opens a file that somebody appends to: what is complete now. The rest is not mapped, for its
   * writer cuts the file off behind the last excerpt when it ends.
   *
   * @param known the end of an excerpt up to which everything is known to be complete, or 0
   */
  static QueueFile openGrowing(Path path, long known) {
    requireFile(path);
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return map(path, arena, channel, complete(channel, known), true);
    } catch (IOException e) {
      arena.close();
      throw new TraceException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** To open a named pipe would wait for somebody who writes into it. */
  private static void requireFile(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new TraceException(path + ": is not a regular file");
    }
  }

  private static QueueFile map(
      Path path, Arena arena, FileChannel channel, long size, boolean growing) throws IOException {
    MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
    return new QueueFile(path, arena, bytes, growing);
  }

  /** The place behind the last excerpt that is complete. Reads, for a mapped page may go away. */
  private static long complete(FileChannel channel, long known) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long at = known;
    while (channel.read(header.clear(), at) == Integer.BYTES) {
      int length = header.getInt(0);
      long next = align(at + 4 + (length & LENGTH));
      if (isEnd(length) || (length & NOT_COMPLETE) != 0 || next > channel.size()) {
        break;
      }
      at = next;
    }
    return at;
  }

  Path path() {
    return path;
  }

  long size() {
    return bytes.byteSize();
  }

  int intAt(long offset) {
    return bytes.get(INT, offset);
  }

  void copy(long offset, byte[] target, int length) {
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, target, 0, length);
  }

  /** Whether nothing was appended behind {@code end} since a walk ended there. */
  boolean endsAt(long end) {
    return end == size() || !growing && end + 4 <= size() && isEnd(intAt(end));
  }

  private static boolean isEnd(int header) {
    return header == 0 || header == END_OF_FILE;
  }

  /** The place behind the last excerpt that is in order. */
  long used() {
    return used(0);
  }

  /** The same, when it is known that everything up to a header is in order. */
  long used(long known) {
    long at = known;
    while (at + 4 <= size()) {
      int header = intAt(at);
      long next = align(at + 4 + (header & LENGTH));
      if (isEnd(header) || (header & NOT_COMPLETE) != 0 || next > size()) {
        break;
      }
      at = next;
    }
    return Math.min(at + 4, size());
  }

  /** Visits every chunk, in the order in which they were appended, and returns where they end. */
  long walk(Visitor visitor) {
    return walk(visitor, 0);
  }

  /** The same behind a place where an earlier walk has ended. */
  long walk(Visitor visitor, long from) {
    if (growing && size() == 0) {
      return 0;
    }
    boolean headless = from == 0 && (size() < 8 || (intAt(0) & META) == 0);
    if (headless) {
      String problem = size() == 0 ? "empty file" : "not the start of a queue file";
      if (size() < 8 || intAt(0) == 0 || (intAt(0) & NOT_COMPLETE) != 0) {
        visitor.cut(0, problem);
      } else {
        visitor.damage(0, problem);
      }
    }
    long at = from;
    while (at + 4 <= size()) {
      int header = intAt(at);
      long next = align(at + 4 + (header & LENGTH));
      if (isEnd(header)) {
        next = resume(at, visitor, "chunk sequence broken", false);
      } else if ((header & NOT_COMPLETE) != 0) {
        next = resume(at, visitor, "incomplete chunk", true);
      } else if (next > align(size())) {
        visitor.damage(at, "file truncated inside a chunk");
        next = resume(at, visitor, null, false);
      } else if ((header & META) == 0) {
        int length = visitor.chunk(at + 4, at + 4 + (header & LENGTH));
        if (length == 0) {
          visitor.damage(at, "damaged chunk");
          next = resume(at, visitor, null, false);
        }
      }
      if (next < 0) {
        return at;
      }
      at = next;
    }
    if (!growing && (!headless || size() >= 8)) {
      visitor.damage(at, "file truncated");
    }
    return Math.min(at, size());
  }

  /**
   * Looks behind {@code at} for the next chunk. One that lies right there was begun: Chronicle may
   * write what is in an excerpt before it writes the header.
   *
   * @param problem what it is called when something follows where nothing should; null if that was
   *     told already
   * @param begun whether a chunk was begun here: it may be whole though nobody said so
   * @return the header behind it, or -1 if there is none
   */
  private long resume(long at, Visitor visitor, @Nullable String problem, boolean begun) {
    long first = nextMagic(at + 4);
    for (long found = first; found >= 0; found = nextMagic(found + 4)) {
      int length = visitor.chunk(found, size());
      if (length > 0) {
        tell(visitor, at, problem, found == at + 4);
        return align(found + length);
      }
    }
    if (begun || first >= 0) {
      tell(visitor, at, problem, begun || first == at + 4);
    }
    return -1;
  }

  private static void tell(Visitor visitor, long at, @Nullable String problem, boolean cut) {
    if (problem == null) {
      return;
    }
    if (cut) {
      visitor.cut(at, problem);
    } else {
      visitor.damage(at, problem);
    }
  }

  private long nextMagic(long from) {
    long last = size() - ChunkFormat.FRAME;
    long at = align(from);
    while (at <= last) {
      if (at + 8 <= size() && bytes.get(LONG, at) == 0) {
        at += 8;
      } else if (intAt(at) == ChunkFormat.MAGIC) {
        return at;
      } else {
        at += 4;
      }
    }
    return -1;
  }

  private static long align(long at) {
    return at + 3 & ~3L;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      arena.close();
    }
  }
}
