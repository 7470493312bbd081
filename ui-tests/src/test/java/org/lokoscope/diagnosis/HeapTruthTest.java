package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

/**
 * What a finding says is retained, the JVM's heap has retained: of two runs of a program, one much
 * longer than the other, the heap after a collection when the program prints its last word differs
 * by as much as the claims do.
 *
 * <p>In a JVM of its own: {@code mvn test -pl ui-tests -am -Dtest=HeapTruthTest
 * -Dlokoscope.heap=true -Dsurefire.failIfNoSpecifiedTests=false}. What tests before it have left in
 * the heap goes when it likes, and is as much as these leaks are.
 */
@Timeout(300)
@EnabledIfSystemProperty(named = "lokoscope.heap", matches = "true")
final class HeapTruthTest {
  private static final Pattern ROUNDS = Pattern.compile("(?<=\\([=<] i )\\d{3,}(?=\\))");

  /** Times as many rounds as the program has. */
  private static final int SHORT = 10;

  private static final int LONG = 400;

  /** The least of these leaks makes four times as much in the rounds between. */
  private static final double LEAST = 1e6;

  private static final Set<String> LOOPS = Set.of("continuation-growth", "winder-growth");

  /**
   * What they leave holds a large number each, an object of its own that no size counts (1.5 and
   * 1.2 times); or all that is wound is run at each change of fibers, which takes too long.
   */
  private static final Set<String> LEFT_OUT =
      Set.of("sum-on-the-way-back", "user-of-the-day", "lock-around-loop");

  @TempDir Path folder;

  private record Measured(double claimed, double heap) {}

  @BeforeAll
  static void detectLayout() {
    Layout.detect();
  }

  /** Loops that leave frames and winders behind. */
  private static Stream<Zoo.Program> loops() {
    return Zoo.all().stream()
        .filter(program -> LOOPS.contains(program.expected()))
        .filter(program -> !LEFT_OUT.contains(program.name()));
  }

  static Stream<String> leaking() {
    return loops().map(Zoo.Program::name);
  }

  static Stream<String> fixed() {
    return loops().map(program -> program.name() + "-ok");
  }

  @ParameterizedTest
  @MethodSource("leaking")
  void shouldClaimWhatTheHeapHasRetained(String name) throws IOException {
    measure(name, SHORT);
    Measured few = measure(name, SHORT);
    Measured many = measure(name, LONG);
    assertThat(many.heap - few.heap).isCloseTo(many.claimed - few.claimed, withinPercentage(25));
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void shouldRetainNothingInAFixedProgram(String name) throws IOException {
    Measured few = measure(name, SHORT);
    Measured many = measure(name, LONG);
    assertThat(many.claimed).isZero();
    assertThat(many.heap - few.heap).isLessThan(LEAST);
  }

  private Measured measure(String name, int times) throws IOException {
    Zoo.Program program =
        Zoo.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    Matcher rounds = ROUNDS.matcher(program.text());
    String text = rounds.replaceAll(found -> "" + Integer.parseInt(found.group()) * times);
    Path directory = folder.resolve("trace" + times);
    double heap = run(name, text, directory);
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      double claimed =
          LeakAnalysis.analyse(trace).findings().stream().mapToDouble(Finding::bytesTotal).sum();
      return new Measured(claimed, heap);
    }
  }

  /** The heap in use when the program has printed something, which it does once at its end. */
  private double run(String name, String text, Path directory) throws IOException {
    HeapAtOutput out = new HeapAtOutput();
    try (TraceRecorder recorder = TraceRecorder.create(directory, name, Map.of())) {
      ProgramRun run =
          new ProgramRun(
              new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false),
              new SystemWorld(
                  InputStream.nullInputStream(),
                  out,
                  OutputStream.nullOutputStream(),
                  List.of(name)),
              List.of(folder),
              recorder::probe);
      assertThat(run.execute(run.load(text, name), name)).isZero();
    }
    assertThat(out.used).isPositive();
    return out.used;
  }

  /** Measures the heap when it is first written to; the program waits meanwhile. */
  private static final class HeapAtOutput extends OutputStream {
    private static final long SETTLED = 50_000;

    private volatile long used;

    /** What other tests have left goes with one of the next collections. */
    private static long settled() {
      long before = Long.MAX_VALUE;
      long now = collected();
      while (before - now > SETTLED) {
        before = now;
        now = collected();
      }
      return now;
    }

    private static long collected() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      if (used == 0 && length > 0) {
        used = settled();
      }
    }
  }
}
