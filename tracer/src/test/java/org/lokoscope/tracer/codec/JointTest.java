// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.Event;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.JointSchema;
import org.lokoscope.tracer.schema.JointType;
import org.lokoscope.tracer.schema.Schema;

/** Joint events must be read as the events that they stand for: nobody above knows of them. */
final class JointTest {

  private final Random random = new Random(11);
  private long time;

  private record Call(Method method, Object[] arguments) {}

  @Test
  void shouldReadAMixtureOfJointEventsAndOthersAsSingleEvents() throws Exception {
    List<Call> calls = new ArrayList<>();
    RandomEvents others = new RandomEvents(5);
    for (int i = 0; i < 40_000; i++) {
      if (random.nextInt(4) == 0) {
        RandomEvents.Call other = others.one(Schema.known("counted"));
        other.arguments()[0] = time += random.nextInt(900);
        calls.add(new Call(other.type().method(), other.arguments()));
      } else {
        calls.add(joint());
      }
    }
    ListSource source = new ListSource();
    List<List<Object>> wanted = new ArrayList<>();
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    Probe listener = listener(wanted);
    for (Call call : calls) {
      call.method.invoke(encoder, call.arguments);
      call.method.invoke(listener, call.arguments);
    }
    encoder.flush();
    assertThat(source.chunks).hasSizeGreaterThan(5);
    assertThat(decode(source.chunks)).isEqualTo(wanted);
  }

  /** What is said to be as before must read as if it were said, at the ends of chunks, too. */
  @Test
  void shouldReadWhatIsReportedAgainAsWhatItWasLast() throws Exception {
    ListSource source = new ListSource();
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    List<List<Object>> wanted = new ArrayList<>();
    Probe listener = listener(wanted);
    List<JointType> joints =
        JointSchema.joints().stream().filter(joint -> again(joint) != null).toList();
    assertThat(joints).hasSize(3);
    Object[][] last = new Object[100][];
    long[] remembered = new long[last.length];
    int repeated = 0;
    for (int i = 0; i < 60_000; i++) {
      int fiber = random.nextInt(20) == 0 ? random.nextInt(last.length) : random.nextInt(3);
      JointType joint = joints.get(random.nextInt(joints.size()));
      Object[] arguments = arguments(joint);
      arguments[2] = (long) fiber;
      int steady = joint.steady();
      int count = arguments.length - steady;
      if (last[fiber] != null && remembered[fiber] == encoder.remembered()) {
        repeated++;
        System.arraycopy(last[fiber], 0, arguments, steady, count);
        Object[] some = Arrays.copyOf(arguments, steady + 1);
        some[steady] = arguments[arguments.length - 1];
        Objects.requireNonNull(again(joint)).invoke(encoder, some);
      } else {
        joint.method().invoke(encoder, arguments);
        last[fiber] = Arrays.copyOfRange(arguments, steady, arguments.length);
        remembered[fiber] = encoder.remembered();
      }
      joint.method().invoke(listener, arguments);
    }
    encoder.flush();
    assertThat(source.chunks).hasSizeGreaterThan(5);
    assertThat(repeated).isGreaterThan(1_000);
    assertThat(decode(source.chunks)).isEqualTo(wanted);
  }

  private static @Nullable Method again(JointType joint) {
    for (Method method : Probe.class.getMethods()) {
      if (method.getName().equals(joint.name() + "Again")) {
        return method;
      }
    }
    return null;
  }

  @Test
  void shouldCountAJointEventAsThoseItStandsForWhenItIsLost() throws Exception {
    ListSource source = new ListSource();
    source.available = 1;
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    while (source.chunks.isEmpty()) {
      encoder.fiberContinued(++time, 1, 2);
    }
    source.available = 1;
    encoder.fiberContinued(++time, 1, 2);
    encoder.flush();
    assertThat(decode(source.chunks.subList(1, 2)).getFirst().subList(0, 3))
        .containsExactly("eventsLost", time, 2L);
  }

  /** A trace is data: what a slot says may be anything. */
  @Test
  void shouldRefuseASlotThatIsNotThere() throws Exception {
    ListSource source = new ListSource();
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    encoder.fiberParked(1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    encoder.flush();
    byte[] chunk = source.chunks.getFirst();
    assertThat(chunk[chunk.length - 1]).as("same as a slot of zeros").isEqualTo((byte) 3);
    for (int bad = 128; bad < 256; bad++) {
      byte[] wrong = Arrays.copyOf(chunk, chunk.length + 1);
      wrong[chunk.length - 1] = (byte) bad;
      wrong[chunk.length] = 1;
      ChunkCursor cursor = new ChunkCursor();
      cursor.openUnchecked(wrong, 0, wrong.length - ChunkFormat.HEADER);
      org.assertj.core.api.Assertions.assertThatThrownBy(cursor::next)
          .isInstanceOf(DamagedChunkException.class);
    }
  }

  @Test
  void shouldThrowNothingElseOnGarbage() throws Exception {
    ListSource source = new ListSource();
    ChunkEncoder encoder = EncoderFactory.create(0, source);
    for (int i = 0; i < 100; i++) {
      Call call = joint();
      call.method.invoke(encoder, call.arguments);
    }
    encoder.flush();
    byte[] good = source.chunks.getFirst();
    for (int round = 0; round < 20_000; round++) {
      byte[] bad = good.clone();
      for (int i = random.nextInt(8); i >= 0; i--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      ChunkCursor cursor = new ChunkCursor();
      cursor.openUnchecked(bad, 0, bad.length - ChunkFormat.HEADER);
      try {
        while (cursor.next()) {
          assertThat(cursor.type()).isNotNull();
        }
      } catch (DamagedChunkException expected) {
        // That is how damage shows.
      }
    }
  }

  /** Few fibers and sites, so that slots are met again, by the same and by others. */
  private Call joint() {
    JointType type = JointSchema.joints().get(random.nextInt(JointSchema.joints().size()));
    return new Call(type.method(), arguments(type));
  }

  private Object[] arguments(JointType type) {
    Object[] arguments = new Object[type.fields().size()];
    for (EventField field : type.fields()) {
      long value = random.nextInt(8) == 0 ? random.nextLong() : random.nextInt(2);
      arguments[field.index()] = field.type() == int.class ? (Object) (int) value : (Object) value;
    }
    arguments[0] = time += random.nextInt(900);
    return arguments;
  }

  private static Probe listener(List<List<Object>> heard) {
    InvocationHandler handler =
        (probe, method, arguments) -> {
          if (!method.isAnnotationPresent(Event.class)) {
            return InvocationHandler.invokeDefault(probe, method, arguments);
          }
          List<Object> event = new ArrayList<>(List.of(method.getName()));
          for (Object argument : arguments) {
            event.add(((Number) argument).longValue());
          }
          heard.add(event);
          return null;
        };
    return (Probe)
        Proxy.newProxyInstance(Probe.class.getClassLoader(), new Class<?>[] {Probe.class}, handler);
  }

  private static List<List<Object>> decode(List<byte[]> chunks) throws DamagedChunkException {
    List<List<Object>> events = new ArrayList<>();
    for (byte[] chunk : chunks) {
      ChunkCursor cursor = new ChunkCursor();
      cursor.open(chunk, 0, chunk.length);
      int before = events.size();
      while (cursor.next()) {
        EventType type = cursor.type();
        List<Object> event = new ArrayList<>(List.of(type.name()));
        for (EventField field : type.fields()) {
          event.add(cursor.value(field.index()));
        }
        events.add(event);
      }
      assertThat(events.size() - before).isEqualTo(ChunkFormat.countOf(chunk));
    }
    return events;
  }
}
