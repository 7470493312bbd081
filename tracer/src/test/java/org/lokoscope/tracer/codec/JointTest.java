package org.lokoscope.tracer.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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

  private record Call(java.lang.reflect.Method method, Object[] arguments) {}

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
    Object[] arguments = new Object[type.fields().size()];
    for (EventField field : type.fields()) {
      long value = random.nextInt(8) == 0 ? random.nextLong() : random.nextInt(2);
      arguments[field.index()] = field.type() == int.class ? (Object) (int) value : (Object) value;
    }
    arguments[0] = time += random.nextInt(900);
    return new Call(type.method(), arguments);
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
