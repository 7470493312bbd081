// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/** A stream of events whose numbers are anything, in chunks whose checksums are right. */
final class RandomStream {

  private static final int EVENTS = 500;

  private RandomStream() {}

  static byte[] of(long seed) throws ReflectiveOperationException {
    Random random = new Random(seed);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DirectStream stream =
        new DirectStream(
            random.nextInt(),
            (chunk, offset, length) -> bytes.write(chunk, offset, length),
            random::nextInt);
    long time = 0;
    for (int i = 0; i < EVENTS; i++) {
      EventType type = Schema.events().get(random.nextInt(Schema.events().size()));
      Object[] arguments = new Object[type.fields().size()];
      time += random.nextInt(1000);
      for (EventField field : type.fields()) {
        long number = random.nextLong() >> random.nextInt(64);
        arguments[field.index()] =
            field.index() == 0
                ? (Object) time
                : field.kind() == Kind.TEXT
                    ? "text\t" + number
                    : field.kind() == Kind.SEQUENCE
                        ? random
                            .longs(random.nextInt(9))
                            .map(n -> n >> random.nextInt(64))
                            .toArray()
                        : field.type() == int.class ? (Object) (int) number : (Object) number;
      }
      type.method().invoke(stream.probe(), arguments);
    }
    stream.flush();
    return bytes.toByteArray();
  }
}
