// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.probe.Probe;

/** Two runs with one seed report the same, event for event, times included. */
@Timeout(120)
class DeterminismTest {

  private static final String WORKER =
      """
      (define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
      (define (work boss n)
        (let ((channel (make-channel)))
          (spawn-fiber
            (lambda ()
              (do ((i 0 (+ i 1))) ((= i 5)) (sleep 0.0003) (put-message channel i))))
          (do ((i 0 (+ i 1))) ((= i 5))
            (fib n)
            (perform-operation
              (choice-operation (get-operation channel) (sleep-operation 0.001))))
          (send-message boss (list (self-pid) (fib n)))))
      """;

  private static final String PROGRAM =
      """
      (define irq (device-irq 'random))
      (define table (make-eq-hashtable))
      (for-each (lambda (n) (hashtable-set! table (spawn-process '(worker) 'work (self-pid) n) n))
                '(10 20 28 23 27 5 27))
      (define (collect n)
        (unless (zero? n)
          (let ((m (receive-message)))
            (cond ((eqv? m irq) (acknowledge-irq irq) (collect n))
                  (else (write m) (collect (- n 1)))))))
      (enable-irq irq)
      (start-random-device 0.002)
      (collect 7)
      (write (hashtable-keys table))
      (write (perform-operation
               (choice-operation (wrap-operation (sleep-operation 0) (lambda () 'a))
                                 (wrap-operation (sleep-operation 0) (lambda () 'b)))))
      """;

  @TempDir private Path folder;

  /** What the CPUs report, and what the program writes at the end. */
  private Map<Integer, List<String>> record(int cpus, long seed) {
    Map<Integer, List<String>> events = new TreeMap<>();
    ProcessProgram program =
        new ProcessProgram(folder, "work", WORKER)
            .cpus(cpus)
            .seed(seed)
            .probes(cpu -> listing(events.computeIfAbsent(cpu, _ -> new ArrayList<>())));
    events.put(-1, List.of(program.run(PROGRAM), program.errors()));
    return events;
  }

  private static Probe listing(List<String> events) {
    return (Probe)
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
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void shouldReportTheSameTwice(int cpus) {
    Map<Integer, List<String>> first = record(cpus, 42);
    Map<Integer, List<String>> second = record(cpus, 42);
    assertThat(first).hasSize(cpus + 1);
    first.forEach((cpu, events) -> assertThat(second.get(cpu)).isEqualTo(events));
    List<String> written = Objects.requireNonNull(first.get(-1));
    assertThat(written.getFirst()).contains("(2 55)").contains("(3 6765)");
    assertThat(written.getLast()).isEmpty();
    assertThat(count(first, "processPreempted")).isPositive();
    assertThat(count(first, "interruptRaised")).isPositive();
  }

  @Test
  void shouldReportSomethingElseWithAnotherSeed() {
    assertThat(record(1, 42)).isNotEqualTo(record(1, 43));
  }

  /** On two CPUs, what runs at once on the virtual clock must take less of it. */
  @Test
  void shouldLetVirtualCpusRunAtOnce() {
    assertThat(end(record(2, 1))).isLessThan(end(record(1, 1)) * 7 / 10);
  }

  private static long end(Map<Integer, List<String>> run) {
    String last = Objects.requireNonNull(run.get(0)).getLast();
    return Long.parseLong(last.replaceAll("^\\w+\\[(\\d+),.*", "$1"));
  }

  private static long count(Map<Integer, List<String>> run, String event) {
    return run.values().stream().flatMap(List::stream).filter(e -> e.startsWith(event)).count();
  }
}
