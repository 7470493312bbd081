package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.file.Traces;

/**
 * What a finding says is retained, the JVM's heap has retained: of two runs of a program, one ten
 * times as long as the other, the heap after the collection at the end of the run differs by as
 * much as the claims do.
 */
@Timeout(300)
final class HeapTruthTest {

  private static final int SHORT = 6_000;
  private static final int LONG = 60_000;

  @TempDir Path folder;

  private record Measured(double claimed, double heap) {}

  @BeforeAll
  static void detectLayout() {
    Layout.detect();
  }

  @ParameterizedTest
  @CsvSource({
    "retry-in-guard,1000",
    "sum-on-the-way-back,1000",
    "handler-per-line,1000",
    "where-it-failed,700"
  })
  void shouldClaimWhatTheHeapHasRetained(String name, int iterations) throws IOException {
    Measured few = measure(name, iterations, SHORT);
    Measured many = measure(name, iterations, LONG);
    double claimed = many.claimed - few.claimed;
    assertThat(claimed).isGreaterThan(1.5e6);
    assertThat(many.heap - few.heap).isCloseTo(claimed, withinPercentage(25));
  }

  @ParameterizedTest
  @CsvSource({"retry-in-guard-ok,1000", "lock-around-loop-ok,1000", "undo-for-ever-ok,700"})
  void shouldRetainNothingInAFixedProgram(String name, int iterations) throws IOException {
    Measured few = measure(name, iterations, SHORT);
    Measured many = measure(name, iterations, LONG);
    assertThat(many.claimed).isZero();
    assertThat(many.heap - few.heap).isLessThan(2e6);
  }

  private Measured measure(String name, int written, int wanted) throws IOException {
    Zoo.Program program =
        Zoo.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    String text = program.text().replace("(= i " + written + ")", "(= i " + wanted + ")");
    assertThat(text).isNotEqualTo(program.text());
    Path file = folder.resolve(name + wanted + ".sps");
    Files.writeString(file, text);
    Path directory = folder.resolve("trace" + wanted);
    Recorded.run(file, FiberMode.CALLCC, false, directory);
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      double claimed =
          LeakAnalysis.analyse(trace).findings().stream().mapToDouble(Finding::bytesTotal).sum();
      SeriesId id = new SeriesId(Quantity.HEAP_AFTER_COLLECTION, 0);
      Series heap = trace.series(id, 0, Long.MAX_VALUE, 10_000);
      return new Measured(claimed, heap.values()[heap.size() - 1]);
    }
  }
}
