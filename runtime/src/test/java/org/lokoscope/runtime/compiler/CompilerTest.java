// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.vm.Action;
import org.lokoscope.runtime.vm.ControlPrimitives;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.world.SystemWorld;

/** What compiled code computes, with its frames on the Java stack and with all on the heap. */
class CompilerTest {

  enum SafePoints {
    /** Nothing happens at safe points. */
    IGNORED,
    /** At every safe point the stack is moved to the heap and taken up again. */
    CAPTURED
  }

  private static final int FUEL = 1_000_000;

  @ParameterizedTest
  @EnumSource
  void shouldKeepWhatIsLiveAcrossCalls(SafePoints points) {
    String fib =
        """
        (define fib (lambda (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))))
        (fib 15)
        """;
    assertThat(run(fib, points)).isEqualTo(610L);
  }

  @ParameterizedTest
  @EnumSource
  void shouldRecurseDeeperThanTheJavaStack(SafePoints points) {
    String count =
        """
        (define count (lambda (n) (if (< n 1) 0 (+ 1 (count (- n 1))))))
        (count 1000000)
        """;
    assertThat(run(count, points)).isEqualTo(1_000_000L);
  }

  @ParameterizedTest
  @EnumSource
  void shouldJumpInNestedLoops(SafePoints points) {
    String loops =
        """
        (define id (lambda (x) x))
        (let outer ((i 0) (sum 0))
          (if (< i 10)
              (let inner ((j 0) (sum sum))
                (if (< j 10)
                    (inner (+ j 1) (+ sum (id (+ (* i 10) j))))
                    (outer (id (+ i 1)) sum)))
              sum))
        """;
    assertThat(run(loops, points)).isEqualTo(4950L);
  }

  @ParameterizedTest
  @EnumSource
  void shouldGiveEachIterationItsOwnAssignedVariable(SafePoints points) {
    String closures =
        """
        (define id (lambda (x) x))
        (let loop ((i 0) (all '()))
          (if (< i 3)
              (loop (+ i 1)
                    (cons (let ((n i)) (lambda () (set! n (id (+ n 10))) n)) all))
              (let ((a ((car all))) (b ((car all))) (c ((car (cdr all)))))
                (cons a (cons b (cons c '()))))))
        """;
    assertThat(Lists.toArray(run(closures, points))).containsExactly(12L, 22L, 11L);
  }

  @ParameterizedTest
  @EnumSource
  void shouldEnterAContinuationAgain(SafePoints points) {
    String generator =
        """
        (define k #f)
        (define count 0)
        (define result
          (let ((x (+ 100 (call/cc (lambda (c) (set! k c) 1)))))
            (set! count (+ count 1))
            (cons x count)))
        (if (< count 3) (k (+ count 10)) result)
        """;
    Object result = run(generator, points);
    assertThat(((Pair) result).car).isEqualTo(112L);
    assertThat(((Pair) result).cdr).isEqualTo(3L);
  }

  @ParameterizedTest
  @EnumSource
  void shouldEvaluateOperandsLeftToRight(SafePoints points) {
    String operands =
        """
        (define trace '())
        (define note (lambda (x) (set! trace (cons x trace)) x))
        (let ((x 1))
          (+ (+ (note 1) x) (begin (set! x 5) (note 2)) (- (note 3) 3)))
        trace
        """;
    assertThat(Lists.toArray(run(operands, points))).containsExactly(3L, 2L, 1L);
  }

  @ParameterizedTest
  @CsvSource({"even?, 100000, TRUE", "odd?, 100000, FALSE"})
  void shouldCallMutuallyRecursiveProceduresInTailPosition(String who, int n, boolean expected) {
    String program =
        """
        (letrec ((even? (lambda (n) (if (< n 1) #t (odd? (- n 1)))))
                 (odd? (lambda (n) (if (< n 1) #f (even? (- n 1))))))
          (%s %d))
        """
            .formatted(who, n);
    assertThat(run(program, SafePoints.IGNORED)).isEqualTo(expected);
    assertThat(run(program, SafePoints.CAPTURED)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void shouldRunWindersOnTheWayOutAndIn(SafePoints points) {
    String winding =
        """
        (define trace '())
        (define note (lambda (x) (set! trace (cons x trace))))
        (define k #f)
        (define again #t)
        (dynamic-wind
          (lambda () (note 'in))
          (lambda () (call/cc (lambda (c) (set! k c))) (note 'body))
          (lambda () (note 'out)))
        (if again (begin (set! again #f) (k 0)) trace)
        """;
    assertThat(Lists.toArray(run(winding, points)))
        .extracting(Object::toString)
        .containsExactly("out", "body", "in", "out", "body", "in");
  }

  private static Object run(String text, SafePoints points) {
    PlainScheme scheme = new PlainScheme();
    scheme.define(Primitive.ofN("+", 0, -1, CompilerTest::sum));
    scheme.define(Primitive.of2("-", (a, b) -> (Long) a - (Long) b));
    scheme.define(Primitive.of2("*", (a, b) -> (Long) a * (Long) b));
    scheme.define(Primitive.of2("<", (a, b) -> (Long) a < (Long) b));
    scheme.define(Primitive.of2("cons", Pair::new));
    scheme.define(Primitive.of1("car", p -> ((Pair) p).car));
    scheme.define(Primitive.of1("cdr", p -> ((Pair) p).cdr));
    ControlPrimitives.register(scheme::define);
    Object thunk = new Compiler(new SiteTable()).compile(scheme.read(text));
    TestHost host = new TestHost(points);
    SystemWorld world =
        new SystemWorld(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            List.of("p"));
    Machine machine = new Machine(world, host);
    machine.start(thunk);
    Thread thread = new Thread(null, machine::run, "machine", Machine.STACK_BYTES);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return host.result;
  }

  private static Object sum(Object[] terms) {
    long sum = 0;
    for (Object term : terms) {
      sum += (Long) term;
    }
    return sum;
  }

  private static final class TestHost implements Machine.Host {
    private final SafePoints points;
    private Object result = Nil.NIL;

    TestHost(SafePoints points) {
      this.points = points;
    }

    @Override
    public @Nullable Action safePoint(Machine machine) {
      if (points == SafePoints.CAPTURED) {
        machine.setFuel(1);
        return m -> Nil.NIL;
      }
      machine.setFuel(FUEL);
      return null;
    }

    @Override
    public Object uncaught(Machine machine, Object payload, int site) {
      result = "uncaught: " + payload;
      return Machine.SUSPENDED;
    }

    @Override
    public void warned(Machine machine, Object payload, int site) {
      throw new AssertionError("unexpected warning: " + payload);
    }

    @Override
    public Object exit(Machine machine, Object status) {
      result = "exit: " + status;
      return Machine.SUSPENDED;
    }

    @Override
    public void finished(Machine machine, Object value) {
      result = value;
    }
  }
}
