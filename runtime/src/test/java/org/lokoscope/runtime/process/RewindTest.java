// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.ScratchWorld;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * A run that goes back to states of it that were kept, as often as chance will have it, prints in
 * the end what it prints without. Each build tries one program of the language in six; {@code
 * -Dlokoscope.rewound.all=true} tries all, or those whose names match {@code
 * -Dlokoscope.rewound.only}.
 */
@Timeout(120)
final class RewindTest {

  private enum Way {
    NODES(FiberMode.CALLCC, 1, SafePoints.CAPTURE_ALWAYS, Tiering.NEVER),
    HOT(FiberMode.DELIMITED, 1, SafePoints.PREEMPT_OFTEN, Tiering.HOT),
    BYTECODE(FiberMode.CALLCC, 2, SafePoints.PREEMPT_OFTEN, Tiering.AT_ONCE);

    final FiberMode mode;
    final int cpus;
    final SafePoints safePoints;
    final Tiering tiering;

    Way(FiberMode mode, int cpus, SafePoints safePoints, Tiering tiering) {
      this.mode = mode;
      this.cpus = cpus;
      this.safePoints = safePoints;
      this.tiering = tiering;
    }
  }

  private static final int ONE_IN = 6;

  @TempDir Path folder;

  static Stream<Arguments> runs() throws IOException, URISyntaxException {
    List<Arguments> runs = new ArrayList<>();
    boolean all = Boolean.getBoolean("lokoscope.rewound.all");
    try (Stream<Path> files = Files.list(programs())) {
      List<String> sorted =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".sps") || name.endsWith(".scm"))
              .sorted()
              .toList();
      for (int i = 0; i < sorted.size(); i++) {
        if (all
            ? sorted.get(i).matches(System.getProperty("lokoscope.rewound.only", ".*"))
            : i % ONE_IN == 0) {
          // Each in one of the ways, or with -Dlokoscope.rewound.all in all.
          for (Way way : Way.values()) {
            if (all || way.ordinal() == i / ONE_IN % Way.values().length) {
              runs.add(Arguments.of(sorted.get(i), way));
            }
          }
        }
      }
    }
    return runs.stream();
  }

  private static Path programs() throws URISyntaxException {
    return Path.of(RewindTest.class.getResource("/language").toURI());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("runs")
  void shouldPrintTheSameAsWithoutGoingBack(String name, Way way) throws Exception {
    String text = Files.readString(programs().resolve(name));
    assertThat(run(text, name, way, new Jumper(name.hashCode()), "b"))
        .isEqualTo(run(text, name, way, null, "a"));
  }

  @Test
  void shouldGoBackInAProgramOfFibersThatComputes() throws Exception {
    String text =
        """
        (import (rnrs) (loko system fibers))
        (define jobs (make-channel))
        (define table (make-eq-hashtable))
        (define (note! key n)
          (hashtable-update! table key (lambda (old) (cons n old)) '()))
        (define (worker name)
          (spawn-fiber
            (lambda ()
              (let loop ()
                (note! name (get-message jobs))
                (sleep 0.001)
                (loop)))))
        (for-each worker '(a b c))
        (do ((i 0 (+ i 1)))
            ((= i 200))
          (put-message jobs i))
        (sleep 1)
        (for-each
          (lambda (key) (write (cons key (hashtable-ref table key #f))) (newline))
          '(a b c))
        """;
    int jumps = 0;
    for (Way way : Way.values()) {
      for (int seed = 0; seed < 2; seed++) {
        Jumper jumper = new Jumper(seed);
        assertThat(run(text, "p.sps", way, jumper, "b" + way + seed))
            .isEqualTo(run(text, "p.sps", way, null, "a" + way + seed))
            .contains("(a ");
        jumps += jumper.jumps;
      }
    }
    assertThat(jumps).isGreaterThan(50);
  }

  private String run(String text, String file, Way way, @Nullable Jumper jumper, String scratch)
      throws Exception {
    Output output = new Output();
    ProgramRun run =
        new ProgramRun(
            new RunSettings(
                way.mode, way.cpus, OptionalLong.of(7), false, way.safePoints, way.tiering),
            new ScratchWorld(
                new SystemWorld(
                    new ByteArrayInputStream("(a . b) rest\n".getBytes(StandardCharsets.UTF_8)),
                    output,
                    output,
                    List.of(file)),
                Files.createDirectory(folder.resolve(scratch))),
            List.of(programs()),
            cpu -> Probe.NONE);
    if (jumper != null) {
      jumper.run = run;
      jumper.output = output;
      run.debug(jumper);
    }
    try {
      Program program = run.load(text, file);
      int status = run.execute(program, file);
      return output.text() + "--- status " + status;
    } catch (SyntaxException wrong) {
      return wrong.getMessage() + "\n";
    }
  }

  /** What was printed can be taken back. */
  private static final class Output extends ByteArrayOutputStream {

    synchronized int length() {
      return count;
    }

    synchronized void cut(int length) {
      count = length;
    }

    synchronized String text() {
      return new String(Arrays.copyOf(buf, count), StandardCharsets.UTF_8);
    }
  }

  /** Keeps states, and goes back to one of them. */
  private static final class Jumper implements DebugHook {

    private static final int MOST = 40;
    private static final int MOST_MOMENTS = 3_000;

    private record Kept(KeptState state, int printed) {}

    private final Random random;
    private final List<Kept> kept = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // Given before the run.
    private ProgramRun run;

    @SuppressWarnings("NullAway.Init") // Likewise.
    private Output output;

    private boolean keeps;
    private boolean goesBack;
    private int jumps;
    private int moments;

    Jumper(long seed) {
      random = new Random(seed);
    }

    @Override
    public void moment(Process process) {
      if (jumps == MOST || ++moments > MOST_MOMENTS) {
        return;
      }
      int chance = random.nextInt(20);
      keeps |= chance == 0;
      goesBack |= chance == 1 && !kept.isEmpty();
      if (keeps || goesBack) {
        process.demandAttention();
      }
    }

    @Override
    public void beforeSlice(Process process) {
      if (jumps < MOST && moments < MOST_MOMENTS && random.nextInt(20) == 0) {
        add(KeptState.before(run, process));
      }
      moment(process);
    }

    @Override
    public Object attending(Process process, Supplier<Object> goOn) {
      if (keeps) {
        keeps = false;
        add(KeptState.within(run, process, () -> attending(process, goOn)));
      }
      boolean possible = run.filesUsed() == 0 && !kept.isEmpty();
      if (goesBack && possible && jumps++ < MOST) {
        goesBack = false;
        Kept to = kept.get(random.nextInt(kept.size()));
        throw to.state.rewind(() -> output.cut(to.printed));
      }
      return goOn.get();
    }

    private void add(@Nullable KeptState state) {
      if (state != null) {
        kept.add(new Kept(state, output.length()));
      }
    }

    @Override
    public void resting(Process process) {}

    @Override
    public void ended(Process process) {}

    @Override
    public Object raising(
        Machine machine, Object payload, int site, boolean handled, Supplier<Object> goOn) {
      return goOn.get();
    }

    @Override
    public boolean wantsEvents() {
      return false;
    }
  }
}
