// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * Nobody can tell what is compiled: a seeded run has the same events, with the same sizes, sites
 * and times, whether its code is nodes, bytecode, or becomes bytecode on the way.
 */
@Timeout(60)
class TieringTest {

  private static final String PROGRAM =
      """
      (import (rnrs) (loko system fibers))
      (define (busy n) (if (= n 0) 0 (+ 1 (busy (- n 1)))))
      (define (worker jobs done n)
        (let loop ((i 0) (sum 0))
          (if (= i n)
              (put-message done sum)
              (let ((job (get-message jobs)))
                (loop (+ i 1) (+ sum job (busy 20)))))))
      (define (leak n) (dynamic-wind (lambda () #f) (lambda () (if (= n 0) 0 (begin (sleep 0.001) (leak (- n 1))))) (lambda () #f)))
      (define (spin n) (if (= n 0) 'spun (spin (- n 1))))
      (run-fibers
        (lambda ()
          (let ((jobs (make-channel)) (done (make-channel)))
            (spawn-fiber (lambda () (worker jobs done 2000)))
            (spawn-fiber (lambda () (leak 100)))
            (do ((i 0 (+ i 1))) ((= i 2000)) (put-message jobs (call/cc (lambda (k) (k i)))))
            (write (get-message done))
            (write (spin 300000))
            (sleep 1))))
      """;

  private record Outcome(String output, List<String> events) {}

  private static Outcome run(Tiering tiering, FiberMode mode) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SystemWorld world =
        new SystemWorld(InputStream.nullInputStream(), out, System.err, List.of("test"));
    List<String> events = new ArrayList<>();
    Probe probe =
        (Probe)
            Proxy.newProxyInstance(
                Probe.class.getClassLoader(),
                new Class<?>[] {Probe.class},
                (proxy, method, arguments) -> {
                  if (arguments == null) {
                    // What has no time is no event, but a question.
                    return InvocationHandler.invokeDefault(proxy, method);
                  }
                  events.add(method.getName() + Arrays.deepToString(arguments));
                  return null;
                });
    RunSettings settings =
        new RunSettings(mode, 1, OptionalLong.of(1), false, SafePoints.NORMAL, tiering);
    ProgramRun run = new ProgramRun(settings, world, List.of(), _ -> probe);
    assertThat(run.execute(run.load(PROGRAM, "tiers.sps"), "tiers.sps")).isZero();
    return new Outcome(out.toString(StandardCharsets.UTF_8), events);
  }

  @ParameterizedTest
  @EnumSource(FiberMode.class)
  void shouldHaveTheSameEventsWhateverIsCompiled(FiberMode mode) {
    Outcome nodes = run(Tiering.NEVER, mode);
    assertThat(nodes.output()).isEqualTo("2039000spun");
    assertThat(nodes.events()).hasSizeGreaterThan(10_000);
    for (Tiering tiering : List.of(Tiering.HOT, Tiering.AT_ONCE)) {
      Outcome other = run(tiering, mode);
      assertThat(other.output()).isEqualTo(nodes.output());
      assertThat(other.events()).isEqualTo(nodes.events());
    }
  }
}
