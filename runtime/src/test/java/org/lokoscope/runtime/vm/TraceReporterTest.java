// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.world.SystemWorld;

final class TraceReporterTest {

  private final SystemWorld world =
      new SystemWorld(
          InputStream.nullInputStream(),
          OutputStream.nullOutputStream(),
          OutputStream.nullOutputStream(),
          List.of("p"));

  @SuppressWarnings("NullAway") // Nothing here asks the host.
  private final Machine machine = new Machine(world, null);

  /** The events: what returns nothing and is no setter, and the capture with a number. */
  private static List<Method> events() {
    return Arrays.stream(TraceReporter.class.getDeclaredMethods())
        .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
        .filter(method -> !method.getName().equals("setTrace"))
        .filter(
            method ->
                method.getReturnType() == void.class
                    || method.getName().equals("continuationCaptured")
                        && method.getParameterCount() == 2)
        .toList();
  }

  /** What is null here would be looked at for the event. */
  @Test
  void shouldComputeNothingWhenNobodyListens() {
    assertThat(events()).hasSizeGreaterThan(25);
    for (Method event : events()) {
      Object[] arguments =
          Arrays.stream(event.getParameterTypes()).map(TraceReporterTest::nothing).toArray();
      assertThatCode(() -> event.invoke(machine.reporter(), arguments))
          .as(event.getName())
          .doesNotThrowAnyException();
    }
  }

  private static @Nullable Object nothing(Class<?> type) {
    if (type == long.class) {
      return 0L;
    }
    if (type == int.class) {
      return 0;
    }
    return type == boolean.class ? Boolean.FALSE : null;
  }

  @Test
  void shouldReportToTheProbeOfTheCpuThatRunsTheMachine() {
    long[] created = new long[1];
    Probe probe =
        new Probe() {
          @Override
          public void objectCreated(long time, long object, int kind, long fiber, long site) {
            created[0] = object;
          }
        };
    world.begin();
    machine.setTrace(new TraceContext(probe, world, new SiteTable(), new TraceContext.Strings()));
    machine.reporter().objectCreated(7, ObjectKind.CHANNEL);
    assertThat(created[0]).isEqualTo(7);
    machine.setTrace(TraceContext.OFF);
    machine.reporter().objectCreated(8, ObjectKind.CHANNEL);
    assertThat(created[0]).isEqualTo(7);
  }
}
