package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.export.CsvExport;
import org.lokoscope.store.report.ReportFormat;
import org.lokoscope.store.report.Reports;
import org.lokoscope.store.verify.TraceVerifier;

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
        askEverything(directory, random);
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

  private static void askEverything(Path directory, Random random) throws Exception {
    TraceVerifier.verify(directory, Progress.NONE);
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      assertThat(trace.info().events()).isPositive();
      long[] times = {0, trace.end() / 2, trace.end(), Long.MAX_VALUE, Long.MIN_VALUE, -1};
      for (LaneId lane : trace.lanes()) {
        for (long from : times) {
          long to = times[random.nextInt(times.length)];
          if (from < to) {
            trace.strip(lane, from, to, 1 + random.nextInt(50));
            List<Interval> intervals = trace.intervals(lane, from, to, 100);
            assertThat(intervals).allMatch(interval -> interval.from() <= interval.to());
            trace.arrows(lane, from, to, 100);
          }
          trace.at(lane, from);
        }
      }
      for (SeriesId id : trace.series()) {
        trace.series(id, 0, Long.MAX_VALUE, 20);
      }
      trace
          .fibers()
          .forEach(
              fiber -> {
                trace.growth(fiber.id(), 100);
                trace.stacks(fiber.id());
                trace.nameOf(fiber.id());
              });
      trace.processes();
      trace.objects();
      trace.forms();
      trace.hoggings();
      trace.events(Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), Integer.MAX_VALUE);
      Diagnosis diagnosis = LeakAnalysis.analyse(trace, Progress.NONE);
      for (ReportFormat format : ReportFormat.values()) {
        Reports.info(trace, format, new StringBuilder());
        Reports.diagnosis(trace, diagnosis, format, new StringBuilder());
      }
      CsvExport.write(trace, new StringWriter(), Progress.NONE);
    }
  }
}
