// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The layout of a chunk: at most 64 KiB, little-endian, decodable alone.
 *
 * <pre>
 *  0        4        8        12       16                24       28       32       36       40       44
 *  | magic  |ver| 0  | stream | seq    | base time       | last   | count  | payload| CRC32C | run    | events ...
 * </pre>
 *
 * <ul>
 *   <li>magic: {@code LOKC}; version: {@link #VERSION}, 2 bytes; 2 bytes zero
 *   <li>stream: the virtual CPU, or a negative number for a stream of the recorder's own
 *   <li>seq: counts the chunks of its stream from 0; a gap means that chunks are missing. The same
 *       number may come twice: the first copy was saved while its CPU was still filling it. The
 *       copy with more events counts.
 *   <li>base time: of the first event; last: nanoseconds from there to the last event, all ones
 *       when that does not fit
 *   <li>count: events; payload: how many bytes follow the first {@link #FRAME}
 *   <li>CRC32C: of the whole chunk except these four bytes
 *   <li>run: the {@linkplain RunId#tag tag} of the run, so that chunks of another recording are
 *       recognized. It came with version 2: in version 1 the events begin in its place. Who only
 *       passes chunks on need not know it, for it counts as payload.
 * </ul>
 *
 * An event is its code (1 byte), the time since the event before it (varint, nanoseconds) and its
 * fields in the order of the schema. A varint has 7 bits to a byte, the low ones first. Fields are
 * zig-zag varints; those of the {@linkplain org.lokoscope.tracer.schema.Deltas kinds} that tend to
 * repeat are the difference from the last value of the same kind in this chunk, 0 at its begin. A
 * text is its length in bytes (varint) and UTF-8; a sequence is its length (varint) and that many
 * zig-zag varints.
 *
 * <p>{@linkplain org.lokoscope.runtime.probe.Joint Joint events} are kept as one, which counts as
 * that many. Their {@linkplain org.lokoscope.runtime.probe.Steady steady} fields come last, as one
 * byte: the number of a slot, 0 to {@value #SLOTS} - 1, whose values they have; or that and {@value
 * #SLOTS}, and then all of them as zig-zag varints, which the slot holds from then on. Slots hold
 * zeros at the begin of a chunk.
 *
 * <p>Since version 3, joint events that repeat what was before are not kept again ({@link
 * Repetition} says how). Who is behind on versions can read most chunks: a chunk has the version
 * that it needs.
 */
public final class ChunkFormat {

  /**
   * The last version that is written; those before it are read, too. Changes are listed at the head
   * of docs/events.md.
   */
  public static final int VERSION = 3;

  private static final int FIRST_VERSION = 1;

  /** The first version whose chunks say of which run they are. */
  static final int WITH_RUN = 2;

  /** The first version whose chunks may hold a {@link Repetition}. */
  static final int WITH_REPETITIONS = 3;

  public static final int MAX_CHUNK = 64 * 1024;

  /** The part of the header that all versions have. */
  public static final int FRAME = 40;

  /** What is written before the events. */
  public static final int HEADER = 44;

  /** Events that a chunk with a {@link Repetition} may hold. */
  static final int MAX_EVENTS = 128 * 1024;

  /** Bytes of UTF-8 that a text may have; more is cut at the last whole character. */
  public static final int MAX_TEXT = 8 * 1024;

  /** Numbers that a sequence may have; more are cut off at its end. */
  public static final int MAX_SEQUENCE = 4 * 1024;

  public static final int MAGIC = 'L' | 'O' << 8 | 'K' << 16 | 'C' << 24;

  static final int AT_MAGIC = 0;
  static final int AT_VERSION = 4;
  static final int AT_STREAM = 8;
  static final int AT_SEQUENCE = 12;
  static final int AT_BASE_TIME = 16;
  static final int AT_LAST = 24;
  static final int AT_COUNT = 28;
  static final int AT_PAYLOAD = 32;
  static final int AT_CRC = 36;
  static final int AT_RUN = 40;

  static final int MAX_VARINT = 10;

  /** In how many places the steady fields of joint events are remembered. A power of 2. */
  static final int SLOTS = 64;

  /** How many fields a place has room for. A power of 2. */
  static final int SLOT_FIELDS = 16;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ChunkFormat() {}

  static boolean isReadable(int version) {
    return version >= FIRST_VERSION && version <= VERSION;
  }

  static void putShort(byte[] bytes, int at, short value) {
    SHORT.set(bytes, at, value);
  }

  static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static void putLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  /**
   * Writes the header of a chunk that lies at 0 and whose events are complete.
   *
   * @param run the tag of the run
   * @param newest whether there may be something among them that came with the last version
   */
  static void seal(
      byte[] chunk,
      int length,
      boolean newest,
      int run,
      int stream,
      int sequence,
      long base,
      long last,
      int count) {
    putInt(chunk, AT_MAGIC, MAGIC);
    putInt(chunk, AT_VERSION, newest ? VERSION : WITH_RUN);
    putInt(chunk, AT_STREAM, stream);
    putInt(chunk, AT_SEQUENCE, sequence);
    putLong(chunk, AT_BASE_TIME, base);
    long span = last - base;
    putInt(chunk, AT_LAST, span >>> 32 == 0 ? (int) span : -1);
    putInt(chunk, AT_COUNT, count);
    putInt(chunk, AT_PAYLOAD, length - FRAME);
    putInt(chunk, AT_RUN, run);
    putInt(chunk, AT_CRC, checksum(chunk, 0, length));
  }

  /** Gives a sealed chunk that lies at 0 another number in its stream. */
  public static void renumber(byte[] chunk, int length, int sequence) {
    putInt(chunk, AT_SEQUENCE, sequence);
    putInt(chunk, AT_CRC, checksum(chunk, 0, length));
  }

  /** The time of the last event of a sealed chunk; that of the first if the span is too long. */
  public static long lastTimeOf(byte[] chunk) {
    int span = getInt(chunk, AT_LAST);
    return getLong(chunk, AT_BASE_TIME) + (span == -1 ? 0 : Integer.toUnsignedLong(span));
  }

  /** The stream of a sealed chunk. */
  public static int streamOf(byte[] chunk) {
    return getInt(chunk, AT_STREAM);
  }

  /**
   * The length in bytes of the chunk that begins at 0, if one does; else -1. Only its header is
   * looked at.
   */
  public static int lengthOf(byte[] header) {
    int payload = getInt(header, AT_PAYLOAD);
    boolean possible =
        getInt(header, AT_MAGIC) == MAGIC && payload >= 0 && payload <= MAX_CHUNK - FRAME;
    return possible ? FRAME + payload : -1;
  }

  /** The number of a sealed chunk in its stream. */
  public static int sequenceOf(byte[] chunk) {
    return getInt(chunk, AT_SEQUENCE);
  }

  /** How many events a sealed chunk holds. */
  public static int countOf(byte[] chunk) {
    return getInt(chunk, AT_COUNT);
  }

  static int checksum(byte[] chunk, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(chunk, offset, AT_CRC);
    crc.update(chunk, offset + FRAME, length - FRAME);
    return (int) crc.getValue();
  }
}
