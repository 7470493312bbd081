// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.tracer.codec.CodecBytes;
import org.lokoscope.tracer.codec.RandomEvents;
import org.lokoscope.tracer.codec.RandomEvents.Call;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

final class StreamWriterTest {

  private static final Map<String, Method> METHODS =
      Arrays.stream(StreamWriter.class.getMethods())
          .filter(method -> Schema.byName(method.getName()) != null)
          .collect(Collectors.toMap(Method::getName, method -> method));

  @Test
  void shouldWriteTheSameBytesAsTheCodec() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      List<Call> calls = new RandomEvents(seed).of(Schema.events(), 5_000);
      assertThat(written(calls, seed)).isEqualTo(CodecBytes.of(calls, seed, 0x89ABCDEF));
    }
  }

  @Test
  void shouldCutWhatIsTooLongAsTheCodecDoes() throws Exception {
    List<Call> calls =
        List.of(
            new Call(Schema.known("stringDefined"), new Object[] {5L, 1L, "\u20ac".repeat(5000)}),
            new Call(
                Schema.known("stackSnapshot"), new Object[] {6L, 1L, 2L, 3L, new long[100_000]}));
    assertThat(written(calls, 0)).isEqualTo(CodecBytes.of(calls, 0, 0x89ABCDEF));
  }

  @Test
  void shouldHaveEachEventWithItsFields() {
    for (EventType type : Schema.events()) {
      List<Class<?>> wanted = new ArrayList<>();
      for (EventField field : type.fields()) {
        wanted.add(
            field.kind() == Kind.TEXT
                ? String.class
                : field.kind() == Kind.SEQUENCE ? long[].class : long.class);
      }
      assertThat(METHODS).containsKey(type.name());
      assertThat(method(type).getParameterTypes()).isEqualTo(wanted.toArray());
    }
  }

  @Test
  void shouldCallCapabilitiesAsTheFormatDoes() throws Exception {
    for (Capability capability : Capability.values()) {
      assertThat(StreamWriter.class.getField(capability.name()).getLong(null))
          .isEqualTo(1L << capability.ordinal());
    }
  }

  @Test
  void shouldGoOnWithoutWritingWhenNothingCanBeWritten() {
    StreamWriter writer =
        new StreamWriter(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("disk full");
              }
            },
            0,
            0);
    writer.fiberResumed(1, 1);
    writer.flush();
    writer.fiberResumed(2, 1);
    writer.flush();
    assertThat(writer.failure()).isEqualTo("disk full");
    assertThat(writer.pending()).isZero();
  }

  private static Method method(EventType type) {
    return Objects.requireNonNull(METHODS.get(type.name()));
  }

  private static byte[] written(List<Call> calls, int stream) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StreamWriter writer = new StreamWriter(bytes, stream, 0x89ABCDEF);
    for (Call call : calls) {
      Object[] arguments = call.arguments().clone();
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = arguments[i] instanceof Integer n ? (Object) n.longValue() : arguments[i];
      }
      method(call.type()).invoke(writer, arguments);
    }
    writer.flush();
    return bytes.toByteArray();
  }
}
