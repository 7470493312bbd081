// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.process.SafePoints;
import org.lokoscope.runtime.process.Tiering;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.runtime.world.World;

/**
 * A mistake in the runtime's own code is a condition to the program, in either tier. Here the
 * primitive {@code current-second} is the one that is wrong, for its world throws what it should
 * not. It used to end the run, past every guard.
 */
@Timeout(60)
class RuntimeFaultsTest {

  private static final String HEAD =
      "(import (rnrs) (loko system fibers) (only (scheme time) current-second))\n";

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private int status;

  /** The real world but for the clock on the wall. */
  private World world(Throwable fault) {
    World real = new SystemWorld(InputStream.nullInputStream(), output, errors, List.of("faulty"));
    return (World)
        Proxy.newProxyInstance(
            World.class.getClassLoader(),
            new Class<?>[] {World.class},
            (_, method, arguments) -> {
              if (method.getName().equals("wallTimeMillis")) {
                throw fault;
              }
              return method.invoke(real, arguments);
            });
  }

  private void run(String text, Throwable fault, Tiering tiering, SafePoints points) {
    RunSettings settings =
        new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false, points, tiering);
    ProgramRun run = new ProgramRun(settings, world(fault), List.of(), _ -> Probe.NONE);
    status = run.execute(run.load(HEAD + text, "faulty.sps"), "faulty.sps");
  }

  private void run(String text, Tiering tiering) {
    run(text, new NullPointerException("oops"), tiering, SafePoints.NORMAL);
  }

  private String printed() {
    return output.toString(StandardCharsets.UTF_8);
  }

  private String reported() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  static Stream<Throwable> faults() {
    return Stream.of(
        new NullPointerException(),
        new ClassCastException("x"),
        new IllegalStateException("two\nlines"),
        new IllegalArgumentException(),
        new NegativeArraySizeException("-1"),
        new IndexOutOfBoundsException(),
        new UnsupportedOperationException(),
        new NoClassDefFoundError("x"),
        new AssertionError("x"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void shouldLetAGuardCatchWhateverIsThrown(Throwable fault) {
    for (Tiering tiering : Tiering.values()) {
      output.reset();
      run(
          "(write (guard (e ((implementation-restriction-violation? e)"
              + " (list (condition-who e) (condition-message e)))) (current-second)))",
          fault,
          tiering,
          SafePoints.NORMAL);
      assertThat(printed())
          .startsWith(
              "(current-second \"internal error in current-second ("
                  + fault.getClass().getSimpleName())
          .contains("please report it");
      assertThat(status).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReportTheFaultInOneLineWithItsPlace(Tiering tiering) {
    run("(define (f) (+ 1 (current-second)))\n(f)", tiering);
    assertThat(status).isEqualTo(1);
    assertThat(reported().lines().findFirst().orElseThrow())
        .isEqualTo(
            "faulty.sps:2:18: error in current-second: internal error in current-second"
                + " (NullPointerException: oops); please report it, with what --debug shows");
    assertThat(reported()).doesNotContain("org.lokoscope");
  }

  @ParameterizedTest
  @EnumSource
  void shouldGoOnWithItsStackAndWindersAsTheyWere(SafePoints points) {
    for (Tiering tiering : Tiering.values()) {
      output.reset();
      run(
          """
          (define depth 0)
          (define (deep n)
            (if (= n 0)
                (current-second)
                (dynamic-wind
                  (lambda () (set! depth (+ depth 1)))
                  (lambda () (+ 1 (deep (- n 1))))
                  (lambda () (set! depth (- depth 1))))))
          (define (try n) (guard (e (#t (list n depth))) (deep n)))
          (write (map try '(0 1 5 40)))
          (write (apply + (map (lambda (i) (guard (e (#t i)) (vector-for-each deep (vector i)))) '(1 2 3))))
          (write (call/cc (lambda (k) (with-exception-handler (lambda (e) (k depth)) current-second))))
          """,
          new IllegalStateException(),
          tiering,
          points);
      assertThat(printed()).isEqualTo("((0 0) (1 0) (5 0) (40 0))60");
      assertThat(status).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldEndTheFiberAlone(Tiering tiering) {
    run(
        """
        (define channel (make-channel))
        (spawn-fiber (lambda () (current-second) (put-message channel 'no)))
        (spawn-fiber (lambda () (put-message channel 'yes)))
        (write (get-message channel))
        (write (guard (e (#t 'caught))
          (perform-operation (wrap-operation (sleep-operation 0.001) (lambda () (current-second))))))
        """,
        tiering);
    assertThat(printed()).isEqualTo("yescaught");
    assertThat(reported()).contains("internal error in current-second").contains("in fiber");
    assertThat(status).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void shouldPointAtTheUseOfAMacroWhoseTransformerFails(Tiering tiering) {
    assertThatThrownBy(
            () ->
                run(
                    "(import (for (only (scheme time) current-second) expand))\n"
                        + "(define-syntax m (lambda (x) (current-second) #'1))\n(write (m))",
                    tiering))
        .isInstanceOf(SyntaxException.class)
        .hasMessageStartingWith(
            "faulty.sps:4:8: macro m raised: current-second: internal error in");
  }
}
