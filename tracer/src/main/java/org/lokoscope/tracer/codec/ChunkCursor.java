// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.tracer.schema.Deltas;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.JointSchema;
import org.lokoscope.tracer.schema.JointType;
import org.lokoscope.tracer.schema.Schema;
import org.lokoscope.tracer.text.Count;

/**
 * Walks over the events of a chunk. One cursor reads any number of chunks, one after the other, and
 * allocates nothing but the texts and sequences that are asked for.
 *
 * <p>Any bytes may be given to it: what is not a chunk, or ends too early, or holds a number that
 * cannot be, gives a {@link DamagedChunkException} and nothing else.
 */
public final class ChunkCursor {

  private static final int[][] FIELD_KINDS = new int[256][];
  private static final @Nullable Joints[] JOINTS = new Joints[256];
  private static final boolean[] DELTA = new boolean[Kind.values().length];

  /** By code: fields behind the time and before any that is wide or steady; -1 if unknown. */
  private static final int[] PLAIN_FIELDS = new int[256];

  /** By code: how many fields are behind those, and before any that is steady. */
  private static final int[] WIDE = new int[256];

  private static final int TEXT = Kind.TEXT.ordinal();
  private static final int SEQUENCE = Kind.SEQUENCE.ordinal();
  private static final int MAX_FIELDS;

  static {
    int most = 1;
    for (EventType event : Schema.events()) {
      FIELD_KINDS[event.code()] =
          event.fields().stream().map(EventField::kind).mapToInt(Kind::ordinal).toArray();
      most = Math.max(most, event.fields().size());
    }
    MAX_FIELDS = most;
    for (JointType joint : JointSchema.joints()) {
      FIELD_KINDS[joint.code()] =
          joint.fields().stream().map(EventField::kind).mapToInt(Kind::ordinal).toArray();
      JOINTS[joint.code()] = new Joints(joint);
    }
    Arrays.fill(PLAIN_FIELDS, -1);
    for (int entry = 0; entry < FIELD_KINDS.length; entry++) {
      int[] kinds = FIELD_KINDS[entry];
      if (kinds != null) {
        Joints joints = JOINTS[entry];
        int last = joints == null ? kinds.length : joints.steady();
        int plain = 1;
        while (plain < last && kinds[plain] != TEXT && kinds[plain] != SEQUENCE) {
          plain++;
        }
        PLAIN_FIELDS[entry] = plain - 1;
        WIDE[entry] = last - plain;
      }
    }
    for (Kind kind : Kind.values()) {
      DELTA[kind.ordinal()] = Deltas.isDelta(kind);
    }
  }

  private final long[] previous = new long[DELTA.length];
  private final long[] values = new long[MAX_FIELDS];

  /** The fields of a joint event, and what its steady ones were last. */
  private final long[] joint = new long[ChunkFormat.SLOT_FIELDS * 2];

  private final long[] differences = new long[joint.length];

  private final long[] steady = new long[ChunkFormat.SLOTS * ChunkFormat.SLOT_FIELDS];

  /** The joint event whose parts are being given out, and how many have been; or null. */
  private @Nullable Joints parts;

  private int given;

  /** What a repetition may repeat; null in chunks that hold none. */
  private @Nullable RepeatedRows rows;

  private @Nullable RepeatedRows spareRows;

  /** How many events of a repetition are left, and in which row its next entry is. */
  private int repeated;

  private int row;
  private byte[] bytes = {};
  private int start;
  private int position;
  private int end;
  private int left;
  private int code;
  private long time;
  private int wideAt;
  private int wideLength;

  /**
   * Checks header and checksum of the chunk at {@code offset} and puts the cursor before its first
   * event. The bytes must not change while the cursor reads them.
   */
  public void open(byte[] bytes, int offset, int length) throws DamagedChunkException {
    left = 0;
    if (offset < 0 || length < 0 || length > bytes.length - offset) {
      throw new DamagedChunkException("chunk outside of its buffer");
    }
    if (length < ChunkFormat.FRAME) {
      throw new DamagedChunkException("chunk of only " + Count.of(length, "byte"));
    }
    if (ChunkFormat.getInt(bytes, offset + ChunkFormat.AT_MAGIC) != ChunkFormat.MAGIC) {
      throw new DamagedChunkException("not a chunk: no magic number LOKC");
    }
    int payload = ChunkFormat.getInt(bytes, offset + ChunkFormat.AT_PAYLOAD);
    if (payload < 0 || payload > length - ChunkFormat.FRAME) {
      throw new DamagedChunkException("truncated chunk");
    }
    if (ChunkFormat.getInt(bytes, offset + ChunkFormat.AT_CRC)
        != ChunkFormat.checksum(bytes, offset, ChunkFormat.FRAME + payload)) {
      throw new DamagedChunkException("chunk checksum mismatch");
    }
    int version = ChunkFormat.getInt(bytes, offset + ChunkFormat.AT_VERSION);
    if (!ChunkFormat.isReadable(version)) {
      throw new FutureChunkException(version);
    }
    if (payload < eventsAt(version) - ChunkFormat.FRAME) {
      throw new DamagedChunkException("truncated chunk");
    }
    openUnchecked(bytes, offset, payload);
  }

  /** Begins to read a payload whose checksum nobody looked at; for {@link #open} and for tests. */
  void openUnchecked(byte[] bytes, int offset, int payload) {
    this.bytes = bytes;
    start = offset;
    position = offset + eventsAt(version());
    end = offset + ChunkFormat.FRAME + payload;
    left = count();
    time = base();
    code = 0;
    parts = null;
    repeated = 0;
    rows = version() < ChunkFormat.WITH_REPETITIONS ? null : freshRows();
    Arrays.fill(previous, 0);
    Arrays.fill(steady, 0);
  }

  private RepeatedRows freshRows() {
    if (spareRows == null) {
      spareRows = new RepeatedRows();
    }
    spareRows.forget();
    return spareRows;
  }

  private static int eventsAt(int version) {
    return version < ChunkFormat.WITH_RUN ? ChunkFormat.FRAME : ChunkFormat.HEADER;
  }

  private int version() {
    return ChunkFormat.getInt(bytes, start + ChunkFormat.AT_VERSION);
  }

  /** The tag of the run of which the chunk is, as an unsigned number; -1 if it does not say. */
  public long run() {
    return version() < ChunkFormat.WITH_RUN
        ? -1
        : Integer.toUnsignedLong(ChunkFormat.getInt(bytes, start + ChunkFormat.AT_RUN));
  }

  public int stream() {
    return ChunkFormat.getInt(bytes, start + ChunkFormat.AT_STREAM);
  }

  /** The number of the chunk in its stream. */
  public int chunkSequence() {
    return ChunkFormat.getInt(bytes, start + ChunkFormat.AT_SEQUENCE);
  }

  /** The time of the first event. */
  public long base() {
    return ChunkFormat.getLong(bytes, start + ChunkFormat.AT_BASE_TIME);
  }

  /** How many events the chunk says that it holds. */
  public int count() {
    return ChunkFormat.getInt(bytes, start + ChunkFormat.AT_COUNT);
  }

  /** The length of the chunk in bytes, header included. */
  public int length() {
    return ChunkFormat.FRAME + ChunkFormat.getInt(bytes, start + ChunkFormat.AT_PAYLOAD);
  }

  /** Goes to the next event; false at the end of the chunk. */
  public boolean next() throws DamagedChunkException {
    if (parts != null) {
      return givePart(parts);
    }
    if (repeated > 0) {
      return repeat();
    }
    if (left <= 0) {
      if (left < 0 || position != end) {
        throw damaged("has bytes after its last event");
      }
      return false;
    }
    if (position >= end) {
      throw damaged("ends before its last event");
    }
    left--;
    code = bytes[position++] & 0xFF;
    int[] kinds = FIELD_KINDS[code];
    if (kinds == null && !beginsRepetition(code)) {
      throw damaged("holds an event with the unknown code " + code);
    }
    readTime();
    if (kinds == null) {
      left++;
      beginRepetition();
      return repeat();
    }
    Joints joints = JOINTS[code];
    if (joints != null) {
      readJoint(joints, kinds);
      return givePart(joints);
    }
    values[0] = time;
    for (int i = 1; i < kinds.length; i++) {
      values[i] = field(kinds[i]);
    }
    return true;
  }

  private void readTime() throws DamagedChunkException {
    long delta = varint();
    time += delta;
    if (delta < 0 || time < 0 && base() >= 0) {
      throw damaged("goes back in time");
    }
  }

  private boolean beginsRepetition(int code) {
    return rows != null && code == Repetition.CODE;
  }

  /** Reads what a {@link Repetition} says behind its time. */
  private void beginRepetition() throws DamagedChunkException {
    RepeatedRows known = Objects.requireNonNull(rows);
    long from = varint();
    long to = varint();
    if (!known.hasLoop(from, to)) {
      throw damaged("repeats what was not there");
    }
    long events = position == end ? left : varint();
    if (events <= 0 || events > left || count() > ChunkFormat.MAX_EVENTS) {
      throw damaged("repeats too many events");
    }
    row = (int) from;
    known.goBackTo((int) to);
    repeated = (int) events;
  }

  /** Turns to the joint event that is repeated next. */
  private Joints repeatedJoint() throws DamagedChunkException {
    Joints joints = Objects.requireNonNull(JOINTS[Objects.requireNonNull(rows).code(row)]);
    if (joints.parts() > repeated) {
      throw damaged("ends in the middle of a joint event");
    }
    repeated -= joints.parts();
    return joints;
  }

  private boolean repeat() throws DamagedChunkException {
    Joints joints = repeatedJoint();
    RepeatedRows known = Objects.requireNonNull(rows);
    joint[0] = time;
    joints.repeat(known, row, joint, previous);
    row = known.after(row);
    left--;
    parts = joints;
    given = 0;
    return givePart(joints);
  }

  private void skipRepeated(long[] codes) throws DamagedChunkException {
    while (repeated > 0) {
      Joints joints = repeatedJoint();
      joints.addTo(codes);
      left -= joints.parts();
      row = Objects.requireNonNull(rows).after(row);
    }
  }

  /**
   * Goes over the events that are left without giving out their fields, and checks them as {@link
   * #next} does. The time is then that of the last event, and of its fields nothing is known.
   *
   * @param codes of which events there were any: 256 bits, the low ones first
   */
  public void skim(long[] codes) throws DamagedChunkException {
    if (parts != null) {
      left -= parts.parts() - given;
      parts.addTo(codes);
      parts = null;
    }
    skipRepeated(codes);
    while (left > 0) {
      if (position >= end) {
        throw damaged("ends before its last event");
      }
      left--;
      int entry = bytes[position++] & 0xFF;
      int fields = PLAIN_FIELDS[entry];
      if (fields < 0 && !beginsRepetition(entry)) {
        throw damaged("holds an event with the unknown code " + entry);
      }
      readTime();
      if (fields < 0) {
        left++;
        beginRepetition();
        skipRepeated(codes);
        continue;
      }
      skip(fields);
      if (WIDE[entry] != 0) {
        skipWide(entry);
      }
      Joints joints = JOINTS[entry];
      if (joints != null) {
        skipSteady(joints, codes);
        if (rows != null) {
          rows.add(entry);
        }
      } else {
        codes[entry >>> 6] |= 1L << entry;
      }
    }
    if (left < 0 || position != end) {
      throw damaged("has bytes after its last event");
    }
  }

  private void skipSteady(Joints joints, long[] codes) throws DamagedChunkException {
    if (left < joints.parts() - 1) {
      throw damaged("ends in the middle of a joint event");
    }
    left -= joints.parts() - 1;
    joints.addTo(codes);
    if (joints.steadyFields() > 0) {
      long slot = varint();
      if (slot < 0 || slot >= 2 * ChunkFormat.SLOTS) {
        throw damaged("names a slot that is not there");
      }
      if (slot >= ChunkFormat.SLOTS) {
        skip(joints.steadyFields());
        forgetRows();
      }
    }
  }

  private void skipWide(int entry) throws DamagedChunkException {
    int[] kinds = FIELD_KINDS[entry];
    int first = PLAIN_FIELDS[entry] + 1;
    for (int i = first; i < first + WIDE[entry]; i++) {
      if (kinds[i] == TEXT) {
        skipText();
      } else if (kinds[i] == SEQUENCE) {
        skipSequence();
      } else {
        skip(1);
      }
    }
  }

  /** Goes past some varints. */
  private void skip(int count) throws DamagedChunkException {
    byte[] source = bytes;
    int at = position;
    int last = end;
    for (int i = 0; i < count; i++) {
      int begin = at;
      do {
        if (at >= last) {
          throw damaged("ends in the middle of an event");
        }
      } while (source[at++] < 0);
      if (at - begin > ChunkFormat.MAX_VARINT) {
        throw damaged("holds a number of more than 64 bits");
      }
    }
    position = at;
  }

  private void forgetRows() {
    if (rows != null) {
      rows.forget();
    }
  }

  private void readJoint(Joints joints, int[] kinds) throws DamagedChunkException {
    if (left < joints.parts() - 1) {
      throw damaged("ends in the middle of a joint event");
    }
    joint[0] = time;
    for (int i = 1; i < joints.steady(); i++) {
      long before = previous[kinds[i]];
      joint[i] = field(kinds[i]);
      differences[i] = joint[i] - before;
    }
    if (joints.steady() < kinds.length) {
      readSteady(joints.steady(), kinds.length);
    }
    if (rows != null) {
      joints.remember(rows.add(code), rows, joint, differences);
    }
    parts = joints;
    given = 0;
  }

  private void readSteady(int first, int end) throws DamagedChunkException {
    long slot = varint();
    if (slot < 0 || slot >= 2 * ChunkFormat.SLOTS) {
      throw damaged("names a slot that is not there");
    }
    int at = (int) slot % ChunkFormat.SLOTS * ChunkFormat.SLOT_FIELDS;
    boolean fresh = slot >= ChunkFormat.SLOTS;
    if (fresh) {
      forgetRows();
    }
    for (int i = first; i < end; i++) {
      if (fresh) {
        steady[at] = zigZag();
      }
      joint[i] = steady[at++];
    }
  }

  private boolean givePart(Joints joints) {
    int part = given++;
    code = joints.give(part, joint, values);
    if (part > 0) {
      left--;
    }
    if (given == joints.parts()) {
      parts = null;
    }
    return true;
  }

  private long field(int kind) throws DamagedChunkException {
    if (DELTA[kind]) {
      return previous[kind] += zigZag();
    }
    if (kind == TEXT) {
      return skipText();
    }
    return kind == SEQUENCE ? skipSequence() : zigZag();
  }

  private long skipText() throws DamagedChunkException {
    long length = varint();
    if (length < 0 || length > Math.min(ChunkFormat.MAX_TEXT, end - position)) {
      throw damaged("holds a text that is too long");
    }
    wideAt = position;
    wideLength = (int) length;
    position += wideLength;
    return length;
  }

  private long skipSequence() throws DamagedChunkException {
    long length = varint();
    if (length < 0 || length > Math.min(ChunkFormat.MAX_SEQUENCE, end - position)) {
      throw damaged("holds a sequence that is too long");
    }
    wideAt = position;
    wideLength = (int) length;
    for (int i = 0; i < wideLength; i++) {
      varint();
    }
    return length;
  }

  private long zigZag() throws DamagedChunkException {
    long value = varint();
    return value >>> 1 ^ -(value & 1);
  }

  private long varint() throws DamagedChunkException {
    int at = position;
    if (at < end) {
      byte only = bytes[at];
      if (only >= 0) {
        position = at + 1;
        return only;
      }
    }
    return longVarint();
  }

  private long longVarint() throws DamagedChunkException {
    byte[] source = bytes;
    int at = position;
    int last = end;
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= last) {
        throw damaged("ends in the middle of an event");
      }
      byte next = source[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        position = at;
        return value;
      }
    }
    throw damaged("holds a number of more than 64 bits");
  }

  private DamagedChunkException damaged(String what) {
    left = 0;
    parts = null;
    repeated = 0;
    end = position;
    return new DamagedChunkException("a chunk " + what);
  }

  /** The code of the event. */
  public int code() {
    return code;
  }

  public EventType type() {
    return Objects.requireNonNull(Schema.byCode(code));
  }

  public long time() {
    return time;
  }

  /** A field by its index in the schema; for a text or a sequence, its length. */
  public long value(int index) {
    return values[index];
  }

  /** The text of the event. */
  public String text() {
    return Utf8.read(bytes, wideAt, wideLength);
  }

  /** The sequence of the event. */
  public long[] sequence() {
    long[] numbers = new long[wideLength];
    int at = wideAt;
    for (int i = 0; i < wideLength; i++) {
      long value = 0;
      byte next;
      int shift = 0;
      do {
        next = bytes[at++];
        value |= (long) (next & 0x7F) << shift;
        shift += 7;
      } while (next < 0);
      numbers[i] = value >>> 1 ^ -(value & 1);
    }
    return numbers;
  }
}
