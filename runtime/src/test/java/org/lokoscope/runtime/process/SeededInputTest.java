// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.probe.Probe;

/** In a run with a seed, too, what waits for input must not make others wait. */
class SeededInputTest extends BlockingInputTest {

  /** Every kind of operation that reads, beside fibers that run and sleep, in two processes. */
  private static final String PROGRAM =
      """
      (import (only (scheme base) char-ready?))
      (define ticks 0)
      (define in (current-input-port))
      (define (note . all) (for-each display all) (newline))
      (spawn-fiber
        (lambda () (let loop () (set! ticks (+ ticks 1)) (sleep 0.3) (loop))))
      (spawn-fiber
        (lambda () (do ((i 0 (+ i 1))) ((= i 5)) (note "other " (peek-char in) (read-char in)))))
      (spawn-process '(worker) 'line (self-pid))
      (note "peeked " (peek-char in))
      (note "line " (get-line in) " at " ticks)
      (note "datum " (read in) " at " ticks)
      (note "ready " (char-ready? in))
      (note "text " (get-string-n in 7))
      (note "message " (receive-message) " at " ticks)
      (let ((bytes (standard-input-port)))
        (note "some " (get-bytevector-some bytes))
        (note "bytes " (get-bytevector-n bytes 20) " at " ticks))
      (let loop ((line (get-line in)) (sum 0))
        (if (eof-object? line)
            (note "rest " sum " at " ticks)
            (loop (get-line in) (+ sum (string-length line)))))
      """;

  private static final byte[] INPUT =
      ("abcdefgh\nthe first line\n(a datum\n \"of two lines\") and a text, λμν\n"
              + "a long line ".repeat(300)
              + "\nand more\n".repeat(50))
          .getBytes(StandardCharsets.UTF_8);

  @TempDir private Path own;

  @Override
  ProcessProgram program() {
    return super.program().seed(7);
  }

  /** Gives some bytes at a time, and sometimes does not know that there are any. */
  private static final class Uneven extends ByteArrayInputStream {
    private final Random random;

    Uneven(Random random) {
      super(INPUT);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] into, int from, int count) {
      if (random.nextInt(4) == 0) {
        Thread.onSpinWait();
      }
      return super.read(into, from, Math.min(count, 1 + random.nextInt(40)));
    }

    @Override
    public synchronized int available() {
      return random.nextBoolean() ? 0 : super.available();
    }
  }

  private Map<Integer, List<String>> record(int cpus, InputStream input) {
    Map<Integer, List<String>> events = new TreeMap<>();
    ProcessProgram program =
        new ProcessProgram(
                own, "line", "(define (line to) (send-message to (get-line (current-input-port))))")
            .seed(7)
            .cpus(cpus)
            .input(input)
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
  @ValueSource(ints = {1, 2, 3})
  void shouldReportTheSameHoweverTheInputComes(int cpus) {
    Map<Integer, List<String>> first = record(cpus, new ByteArrayInputStream(INPUT));
    List<String> written = Objects.requireNonNull(first.get(-1));
    assertThat(written.getLast()).isEmpty();
    assertThat(written.getFirst()).contains("line ").contains("rest ");
    for (int seed = 0; seed < 20; seed++) {
      Map<Integer, List<String>> other = record(cpus, new Uneven(new Random(seed)));
      assertThat(other.get(-1)).isEqualTo(first.get(-1));
      first.forEach((cpu, events) -> assertThat(other.get(cpu)).isEqualTo(events));
    }
  }
}
