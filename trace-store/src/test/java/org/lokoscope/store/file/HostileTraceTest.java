// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Questions;

/**
 * Events whose fields make no sense, in chunks whose checksums are right: whoever made the trace,
 * everything that can be asked of it is answered. They used to end in exceptions of many kinds.
 */
@Timeout(300)
final class HostileTraceTest {

  /** More by {@code -Dhostile.rounds=N}. */
  private static final int ROUNDS = Integer.getInteger("hostile.rounds", 60);

  private static final List<Method> EVENTS =
      Arrays.stream(Probe.class.getMethods())
          .filter(method -> !Modifier.isStatic(method.getModifiers()))
          .filter(method -> method.getParameterCount() > 0)
          .filter(method -> method.getParameterTypes()[0] == long.class)
          .sorted(Comparator.comparing(Method::toString))
          .toList();

  @TempDir Path folder;

  @Test
  void shouldAnswerWhateverTheEventsSay() throws Exception {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Path directory = folder.resolve("t" + seed);
      Random random = new Random(seed);
      int cpus = 1 + random.nextInt(3);
      try (HandMadeTrace made = new HandMadeTrace(directory, cpus)) {
        long time = 0;
        int count = 50 + random.nextInt(400);
        for (int i = 0; i < count; i++) {
          time += random.nextInt(4) == 0 ? random.nextLong(1L << random.nextInt(1, 50)) : 3;
          report(made.cpu(random.nextInt(cpus)).probe(), time, random);
        }
      }
      try {
        assertThat(Questions.ask(directory, random).events()).isPositive();
      } catch (Exception e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void report(Probe probe, long time, Random random) throws Exception {
    Method event = EVENTS.get(random.nextInt(EVENTS.size()));
    Class<?>[] types = event.getParameterTypes();
    Object[] values = new Object[types.length];
    values[0] = time;
    for (int i = 1; i < values.length; i++) {
      values[i] = value(types[i], random);
    }
    event.invoke(probe, values);
  }

  private static Object value(Class<?> type, Random random) {
    if (type == String.class) {
      return random.nextBoolean() ? "" : "text\u001b[2J \"<" + random.nextInt(9);
    }
    if (type == long[].class) {
      long[] numbers = new long[random.nextInt(5)];
      Arrays.setAll(numbers, _ -> number(random));
      return numbers;
    }
    long number = number(random);
    return type == int.class ? (Object) (int) number : (Object) number;
  }

  /** Mostly small ones, so that events tell of the same things. */
  private static long number(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> Long.MAX_VALUE;
      case 1 -> Long.MIN_VALUE;
      case 2 -> -1;
      case 3 -> random.nextLong();
      case 4 -> 1L << random.nextInt(63);
      default -> random.nextInt(8);
    };
  }
}
