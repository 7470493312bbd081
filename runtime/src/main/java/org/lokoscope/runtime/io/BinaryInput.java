// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The buffered bytes of an input port. */
public final class BinaryInput extends PortInput {

  private static final int BUFFER = 8192;

  /** Of a device, of which there may be many thousands with nothing to say, as long as it fits. */
  private static final int FIRST_BUFFER = 512;

  private static final int GROWTH = 4;

  private static final byte[] NONE = {};

  private final ByteSource source;
  private byte[] buffer;

  /** The least size of a buffer that is made or kept. */
  private int wanted;

  private int at;
  private int end;

  /** For a custom port: where the present operation began, and whether the end was reported. */
  private int marked;

  /** Where the first byte of the buffer stands among all that ever were in it. */
  private long base;

  /** What lies in the buffer stays there until the operation has ended. */
  private boolean fed;

  private boolean fedEnd;

  /** The present operation has taken the end, so that the next one asks anew. */
  private boolean endTaken;

  /** What a device said instead of giving bytes, until an operation gets there. */
  private @Nullable IOException failure;

  private long arrivals;

  public BinaryInput(ByteSource source) {
    this(source, BUFFER);
  }

  private BinaryInput(ByteSource source, int size) {
    this.source = source;
    this.buffer = size == 0 ? NONE : new byte[size];
    this.wanted = size == 0 ? FIRST_BUFFER : size;
  }

  /** Reads from memory alone; the array is not copied. */
  public BinaryInput(byte[] bytes) {
    this.source = new MemorySource(bytes.length);
    this.buffer = bytes;
    this.end = bytes.length;
  }

  /** Has only the bytes that it is fed; asks for more with a {@link NeedsInput}. */
  public static BinaryInput ofFed() {
    return ofDevice((into, from, count) -> 0);
  }

  /** Takes the bytes that are there at once; asks for others with a {@link NeedsInput}. */
  public static BinaryInput ofDevice(ByteSource source) {
    BinaryInput input = new BinaryInput(source, 0);
    input.fed = true;
    return input;
  }

  @Override
  public void mark() {
    marked = at;
    endTaken = false;
  }

  @Override
  public void rewind() {
    at = marked;
    endTaken = false;
  }

  @Override
  Object state() {
    return place();
  }

  @Override
  void resume(Object state) {
    goTo((long) state);
  }

  /** Where the next byte to take stands, in a count of its own; for {@link #goTo}. */
  long place() {
    return base + at;
  }

  /** Goes to a place that the present operation has been at. */
  void goTo(long place) {
    at = (int) (place - base);
  }

  /** Puts bytes before those that come next. */
  public void giveBack(byte[] bytes) {
    if (at < bytes.length) {
      byte[] to = new byte[buffer.length + bytes.length];
      System.arraycopy(buffer, at, to, at + bytes.length, end - at);
      buffer = to;
      base -= bytes.length;
      at += bytes.length;
      end += bytes.length;
    }
    at -= bytes.length;
    System.arraycopy(bytes, 0, buffer, at, bytes.length);
    marked = at;
  }

  /** An end that the operation took is over, one that it only saw is still there. */
  @Override
  public void forgetEnd() {
    if (endTaken) {
      fedEnd = false;
      endTaken = false;
    }
  }

  int unread() {
    return end - at;
  }

  @Override
  void drop() {
    at = end;
    marked = end;
    fedEnd = false;
    failure = null;
  }

  public void feed(byte[] bytes, int from, int count) {
    fedEnd = count == 0;
    makeRoom(count);
    System.arraycopy(bytes, from, buffer, end, count);
    end += count;
  }

  /**
   * Takes what a device has now into the buffer.
   *
   * @return false if there is neither a byte nor the end nor an error
   */
  public boolean pull() {
    startOver();
    boolean fresh = buffer.length == 0;
    makeRoom(1);
    int room = buffer.length - end;
    int count;
    try {
      count = source.read(buffer, end, room);
    } catch (IOException e) {
      failure = e;
      arrivals++;
      return true;
    }
    if (count == room && room > buffer.length / 2) {
      wanted = Math.clamp((long) GROWTH * buffer.length, wanted, BUFFER);
    }
    fedEnd = count < 0;
    end += Math.max(count, 0);
    arrivals += count == 0 ? 0 : 1;
    if (fresh && count <= 0) {
      buffer = NONE;
    }
    return count != 0;
  }

  /** How often a device had something: tells whether anything came since one looked. */
  public long arrivals() {
    return arrivals;
  }

  /** Uses the whole buffer again if nothing in it is of use any more. */
  private void startOver() {
    if (marked == end) {
      base += end;
      at = 0;
      end = 0;
      marked = 0;
      buffer = buffer.length < wanted ? NONE : buffer;
    }
  }

  /** Forgets what was taken before the present operation, and grows the buffer if need be. */
  private void makeRoom(int count) {
    if (buffer.length - end >= count) {
      return;
    }
    int kept = end - marked;
    boolean fits = buffer.length >= wanted && kept + count <= buffer.length / 2;
    byte[] to = fits ? buffer : new byte[Math.max(wanted, 2 * (kept + count))];
    System.arraycopy(buffer, marked, to, 0, kept);
    buffer = to;
    base += marked;
    at -= marked;
    end = kept;
    marked = 0;
  }

  /** Makes sure that there is a byte to take; false at the end. */
  private boolean fill() throws IOException {
    if (at < end) {
      return true;
    }
    if (fed) {
      return fillFromDevice();
    }
    if (buffer.length == 0) {
      return false;
    }
    int count = source.read(buffer, 0, buffer.length);
    if (count <= 0) {
      return false;
    }
    base += end;
    at = 0;
    end = count;
    return true;
  }

  private boolean fillFromDevice() throws IOException {
    if (failure == null && !fedEnd && !pull()) {
      throw new NeedsInput();
    }
    if (failure != null) {
      IOException told = failure;
      failure = null;
      throw told;
    }
    return at < end;
  }

  public int peek() throws IOException {
    return fill() ? buffer[at] & 0xff : -1;
  }

  public int read() throws IOException {
    return fill() ? buffer[at++] & 0xff : atEnd();
  }

  private int atEnd() {
    endTaken = true;
    return -1;
  }

  /** As many bytes as are there, at least one and at most {@code limit}; null at the end. */
  public byte @Nullable [] some(int limit) throws IOException {
    if (!fill()) {
      endTaken = true;
      return null;
    }
    int count = Math.min(limit, end - at);
    at += count;
    return Arrays.copyOfRange(buffer, at - count, at);
  }

  /** Takes as many bytes as are there, at least one and at most {@code count}; -1 at the end. */
  public int some(byte[] into, int from, int count) throws IOException {
    if (!fill()) {
      return atEnd();
    }
    int taken = Math.min(count, end - at);
    System.arraycopy(buffer, at, into, from, taken);
    at += taken;
    return taken;
  }

  /** Reads until {@code count} bytes are there or the end is reached; returns how many are. */
  public int read(byte[] into, int from, int count) throws IOException {
    int done = 0;
    while (done < count && fill()) {
      int n = Math.min(count - done, end - at);
      System.arraycopy(buffer, at, into, from + done, n);
      at += n;
      done += n;
    }
    endTaken |= done < count;
    return done;
  }

  @Override
  public boolean isReady() throws IOException {
    return at < end || (fed ? failure != null || fedEnd || pullNow() : source.isReady());
  }

  /** The same as {@link #pull}, but certain to find what is there. */
  private boolean pullNow() {
    source.look();
    return pull();
  }

  @Override
  public long position() throws IOException {
    long read = source.position();
    return read < 0 ? -1 : read - (end - at);
  }

  @Override
  public boolean canSeek() {
    return source.canSeek();
  }

  @Override
  public void seek(long position) throws IOException {
    if (source instanceof MemorySource memory) {
      memory.check(position);
      at = (int) position;
    } else {
      source.seek(position);
      base += end + 1;
      at = 0;
      end = 0;
      marked = 0;
      fedEnd = false;
      failure = null;
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /** All is in the buffer from the start. */
  private record MemorySource(int length) implements ByteSource {

    @Override
    public int read(byte[] into, int from, int count) {
      return -1;
    }

    @Override
    public long position() {
      return length;
    }

    @Override
    public boolean canSeek() {
      return true;
    }

    void check(long position) throws IOException {
      if (position > length) {
        throw new IOException("beyond the end");
      }
    }
  }
}
