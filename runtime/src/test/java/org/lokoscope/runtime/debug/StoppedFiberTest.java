// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.process.Tiering;

/** A fiber, or a process, stands by itself while others go on. */
@Timeout(60)
final class StoppedFiberTest {

  /** A fiber that is stopped at line 5, and another one that goes on to line 9. */
  private static final String TWO =
      """
      (define done (make-channel))
      (define (stopped n)
        (let ((m (* n 2)))
          (put-message done m)))
      (define (other n)
        (if (> n 0)
            (begin (yield-current-task) (other (- n 1)))
            (put-message done 'other)))
      (spawn-fiber (lambda () (stopped 21)))
      (spawn-fiber (lambda () (other 100)))
      (let* ((a (get-message done)) (b (get-message done)))
        (write (list a b)))
      """;

  private static DebuggedProgram alone(String text, FiberMode mode, Tiering tiering) {
    DebuggedProgram program = new DebuggedProgram(text, mode, tiering, OptionalLong.empty());
    assertThat(program.debugger.stops(Unit.FIBER)).isEmpty();
    return program;
  }

  private static DebuggedProgram alone(String text) {
    return alone(text, FiberMode.CALLCC, Tiering.HOT);
  }

  @ParameterizedTest
  @EnumSource
  void shouldLetOthersGoOnWhileAFiberStands(FiberMode mode) {
    for (Tiering tiering : Tiering.values()) {
      try (DebuggedProgram program = alone(TWO, mode, tiering)) {
        program.at(5);
        program.at(9);
        Stop stopped = program.go();
        assertThat(program.lineOf(stopped)).isEqualTo(5);
        assertThat(stopped.unit()).isEqualTo(Unit.FIBER);
        Stop other = program.next();
        assertThat(program.lineOf(other)).isEqualTo(9);
        assertThat(program.debugger.stands()).containsExactly(stopped, other);
        assertThat(program.show(stopped.fiber(), "m")).isEqualTo("42");
        assertThat(program.evaluate(stopped.fiber(), "(+ m 1)")).isEqualTo("43");
        assertThat(program.evaluate(other.fiber(), "(list n 1)")).isEqualTo("(0 1)");
        program.debugger.go(other.fiber());
        assertThat(program.debugger.stands()).containsExactly(stopped);
        program.debugger.go(stopped.fiber());
        assertThat(program.hasEnded(program.next())).isTrue();
        assertThat(program.output()).isEqualTo("(other 42)");
      }
    }
  }

  @Test
  void shouldStepAFiberWhileOthersRunThroughTheSameCode() {
    String text =
        """
        (define (work n)
          (let ((m (+ n 1)))
            (yield-current-task)
            (display m)
            (yield-current-task)
            (display (- m))
            m))
        (define done (make-channel))
        (define (spinner)
          (work 100)
          (put-message done (work 200)))
        (spawn-fiber (lambda () (put-message done (work 0))))
        (spawn-fiber spinner)
        (get-message done)
        (get-message done)
        """;
    try (DebuggedProgram program = alone(text)) {
      program.debugger.add(Breakpoint.Spec.line("p.sps", 3).condition("(= n 0)"));
      Stop stop = program.go();
      for (int line = 4; line <= 7; line++) {
        program.debugger.stepOver(stop.fiber());
        Stop step = program.next();
        assertThat(step.fiber()).isEqualTo(stop.fiber());
        assertThat(program.lineOf(step)).isEqualTo(line);
        assertThat(program.show(stop.fiber(), "m")).isEqualTo("1");
      }
      program.debugger.go();
      assertThat(program.hasEnded(program.next())).isTrue();
      assertThat(program.output()).contains("101", "-101", "201", "-201", "1", "-1");
    }
  }

  @Test
  void shouldStopAndStepFibersEachByItself() {
    String text =
        """
        (define (square n)
          (let ((r (* n n)))
            (display r)
            r))
        (define done (make-channel))
        (define (worker n)
          (put-message done (square n)))
        (spawn-fiber (lambda () (worker 2)))
        (spawn-fiber (lambda () (worker 3)))
        (let* ((a (get-message done)) (b (get-message done)))
          (display (list a b)))
        """;
    try (DebuggedProgram program = alone(text)) {
      Breakpoint breakpoint = program.at(3);
      Stop two = program.go();
      Stop three = program.next();
      assertThat(program.show(two.fiber(), "n")).isEqualTo("2");
      assertThat(program.show(three.fiber(), "n")).isEqualTo("3");
      program.debugger.remove(breakpoint.id());
      program.debugger.stepOver(three.fiber());
      assertThat(program.lineOf(program.next())).isEqualTo(4);
      program.debugger.stepOut(two.fiber());
      Stop returned = program.next();
      assertThat(returned.reason()).isEqualTo(Stop.Reason.RETURNED);
      assertThat(returned.text()).isEqualTo("4");
      assertThat(returned.fiber()).isEqualTo(two.fiber());
      assertThat(program.debugger.looking().assign(three.fiber(), 0, "r", "90").isValue()).isTrue();
      program.debugger.go(three.fiber());
      program.debugger.go(two.fiber());
      assertThat(program.hasEnded(program.next())).isTrue();
      assertThat(program.output()).isEqualTo("490(90 4)");
    }
  }

  @Test
  void shouldHoldAFiberInAChoiceAndGiveItWhatCameMeanwhile() {
    String text =
        """
        (define one (make-channel))
        (define two (make-channel))
        (define (chooser)
          (let ((got (perform-operation (choice-operation (get-operation one) (get-operation two)))))
            (write got)
            (write (get-message one))))
        (spawn-fiber chooser)
        (yield-current-task)
        (define sent #f)
        (define (after)
          (put-message two 'first)
          (set! sent 'sent)
          sent)
        (after)
        (put-message one 'second)
        (yield-current-task)
        """;
    try (DebuggedProgram program = alone(text)) {
      program.debugger.add(Breakpoint.Spec.line("p.sps", 15).stopping(Unit.ALL));
      program.at(13);
      Stop here = program.go();
      assertThat(here.unit()).isEqualTo(Unit.ALL);
      long chooser = program.fiber("chooser");
      program.debugger.pause(chooser);
      program.debugger.go();
      Stop paused = program.next();
      assertThat(paused.reason()).isEqualTo(Stop.Reason.PAUSE);
      assertThat(paused.fiber()).isEqualTo(chooser);
      Stop sent = program.next();
      assertThat(program.lineOf(sent)).isEqualTo(13);
      assertThat(program.state(chooser)).isEqualTo("stands");
      assertThat(program.debugger.looking().waits(chooser)).isEmpty();
      program.debugger.go(sent.fiber());
      program.debugger.stepOver(chooser);
      assertThat(program.lineOf(program.next())).isEqualTo(6);
      assertThat(program.show(chooser, "got")).isEqualTo("first");
      program.debugger.go();
      assertThat(program.hasEnded(program.next())).isTrue();
      assertThat(program.output()).isEqualTo("firstsecond");
    }
  }

  @Test
  void shouldHoldAFiberWhoseTimerComesDue() {
    String text =
        """
        (define ready (make-cvar))
        (define (sleeper)
          (sleep 0.01)
          (display "slept")
          (signal-cvar! ready))
        (spawn-fiber sleeper)
        (yield-current-task)
        (define (after)
          (sleep 0.05)
          (display "after "))
        (after)
        (display "due ")
        (wait ready)
        """;
    try (DebuggedProgram program =
        new DebuggedProgram(text, FiberMode.CALLCC, Tiering.HOT, OptionalLong.of(1))) {
      assertThat(program.debugger.stops(Unit.FIBER)).isEmpty();
      program.debugger.add(Breakpoint.Spec.line("p.sps", 12).stopping(Unit.ALL));
      program.at(13);
      Stop main = program.go();
      program.debugger.pause(program.fiber("sleeper"));
      Stop paused = program.next();
      assertThat(program.lineOf(paused)).isEqualTo(4);
      program.debugger.go(main.fiber());
      assertThat(program.lineOf(program.next())).isEqualTo(13);
      assertThat(program.output()).isEqualTo("after ");
      program.debugger.go();
      assertThat(program.hasEnded(program.next())).isTrue();
      assertThat(program.output()).isIn("after due slept", "after sleptdue ");
    }
  }

  @Test
  void shouldTellOfNoDeadlockWhileAFiberStands() {
    String text =
        """
        (define done (make-channel))
        (define (worker)
          (display "before ")
          (put-message done 'done))
        (spawn-fiber worker)
        (display (get-message done))
        (get-message done)
        """;
    try (DebuggedProgram program = alone(text)) {
      program.at(4);
      Stop stop = program.go();
      assertThat(program.evaluate(stop.fiber(), "(list 1 2)")).isEqualTo("(1 2)");
      assertThat(program.state(stop.fiber())).isEqualTo("stands");
      assertThat(program.hasNoNews()).isTrue();
      program.debugger.go(stop.fiber());
      assertThat(program.hasEnded(program.next())).isTrue();
      assertThat(program.output()).startsWith("before done").contains("deadlock");
    }
  }

  @Test
  void shouldSayThatTheProgramEndsWhileAFiberStands() {
    String text =
        """
        (define (worker)
          (display "never"))
        (spawn-fiber worker)
        (yield-current-task)
        (display "main")
        """;
    try (DebuggedProgram program = alone(text)) {
      program.at(3);
      program.go();
      assertThat(program.hasEnded(program.next())).isTrue();
      assertThat(program.output()).isEqualTo("main");
      assertThat(program.printed)
          .singleElement()
          .asString()
          .matches(
              "the program has ended, and with it fiber \\d+ \"worker\", which stood at p.sps:3:3");
      assertThat(program.debugger.isStanding()).isFalse();
    }
  }

  @Test
  void shouldEvaluateInAFiberThatStandsWhileAnotherOneNeverGivesWay() {
    String text =
        """
        (define p (make-parameter 'outside))
        (define go-on #t)
        (define done (make-cvar))
        (define (worker n)
          (display n)
          (signal-cvar! done))
        (define (hog i)
          (if go-on (hog (+ i 1))))
        (spawn-fiber (lambda () (parameterize ((p 'inside)) (worker 1) 'done)))
        (yield-current-task)
        (hog 0)
        (wait done)
        (display (p))
        """;
    try (DebuggedProgram program = alone(text)) {
      program.at(6);
      Stop stop = program.go();
      assertThat(program.evaluate(stop.fiber(), "(list n (p))")).isEqualTo("(1 inside)");
      assertThat(program.debugger.looking().fibers().stream().map(Views.FiberView::state))
          .startsWith("stands")
          .hasSize(2);
      assertThat(program.evaluate(stop.fiber(), "(set! go-on #f)")).doesNotStartWith("!");
      program.debugger.go(stop.fiber());
      assertThat(program.hasEnded(program.next())).isTrue();
      assertThat(program.output()).isEqualTo("1outside");
    }
  }

  @Test
  void shouldPauseAFiberThatNeverGivesWay() {
    String text =
        """
        (define go-on #t)
        (define (hog i)
          (if go-on (hog (+ i 1))))
        (define (other)
          (display "other"))
        (spawn-fiber other)
        (hog 0)
        """;
    try (DebuggedProgram program = alone(text)) {
      program.at(6);
      program.debugger.add(Breakpoint.Spec.procedure("hog").once().stopping(Unit.ALL));
      program.go();
      program.debugger.go();
      long main = 1L << 32 | 2;
      program.debugger.pause(main);
      Stop paused = program.next();
      assertThat(paused.fiber()).isEqualTo(main);
      assertThat(program.evaluate(main, "go-on")).isEqualTo("#t");
      Stop other = program.next();
      assertThat(program.lineOf(other)).isEqualTo(6);
      assertThat(program.evaluate(main, "(set! go-on #f)")).doesNotStartWith("!");
      program.debugger.go(other.fiber());
      program.debugger.go(main);
      assertThat(program.hasEnded(program.next())).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldStopInWhatPrimitivesCallBack(FiberMode mode) {
    String text =
        """
        (define table (make-hashtable equal-hash equal?))
        (define (less? a b)
          (< a b))
        (define (twice n)
          (* n 2))
        (define (worker)
          (hashtable-set! table 'k 1)
          (write (list-sort less? '(3 1 2)))
          (write (vector-map twice '#(1 2)))
          (hashtable-update! table 'k twice 0)
          (write (hashtable-ref table 'k #f))
          (dynamic-wind
            (lambda () (display (twice 5)))
            (lambda () (display (twice 6)))
            (lambda () (display (twice 7))))
          (write (call/cc (lambda (k) (with-exception-handler
                                        (lambda (e) (k (twice e)))
                                        (lambda () (raise 8))))))
          (signal-cvar! done))
        (define done (make-cvar))
        (spawn-fiber worker)
        (wait done)
        """;
    try (DebuggedProgram program = alone(text, mode, Tiering.AT_ONCE)) {
      program.at(4);
      program.at(6);
      int stops = 0;
      for (Stop stop = program.go(); !program.hasEnded(stop); stop = program.next()) {
        assertThat(stop.unit()).isEqualTo(Unit.FIBER);
        assertThat(program.evaluate(stop.fiber(), "(+ 1 1)")).isEqualTo("2");
        stops++;
        program.debugger.go(stop.fiber());
      }
      assertThat(stops).isGreaterThan(8);
      assertThat(program.output()).contains("(1 2 3)", "#(2 4)", "12").endsWith("16");
    }
  }

  @Test
  void shouldHaveTheProcessStandWhereAFiberCannot() {
    String text =
        """
        (define (try) #f)
        (define (block resume state)
          (resume (lambda () 'done)))
        (define operation (make-base-operation #f try block))
        (display (perform-operation operation))
        """;
    try (DebuggedProgram program = alone(text)) {
      program.at(4);
      Stop stop = program.go();
      assertThat(stop.unit()).isEqualTo(Unit.PROCESS);
      assertThat(stop.text()).contains("the process stands").contains("block procedure");
      program.debugger.go(stop.fiber());
      assertThat(program.hasEnded(program.next())).isTrue();
      assertThat(program.output()).isEqualTo("done");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldLetOtherProcessesGoOnWhileOneStands(int cpus, @TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("counting.sls"),
        """
        (library (counting)
          (export count)
          (import (rnrs) (lokoscope processes))
          (define (count to n)
            (send-message to n)
            (if (> n 0)
                (count to (- n 1))
                (receive-message))))
        """);
    String text =
        """
        (import (lokoscope processes))
        (define (main)
          (let ((counter (spawn-process '(counting) 'count (self-pid) 1000)))
            (send-message (self-pid) 'mine)
            (let ((own (receive-message)))
              (let loop ((sum (if (number? own) own 0)))
                (let ((n (receive-message)))
                  (if (eqv? n 0)
                      (begin (send-message counter 'end) sum)
                      (loop (if (number? n) (+ sum n) sum))))))))
        (display (main))
        """;
    try (DebuggedProgram program =
        new DebuggedProgram(
            text, FiberMode.CALLCC, Tiering.HOT, OptionalLong.empty(), cpus, List.of(folder))) {
      assertThat(program.debugger.stops(Unit.PROCESS)).isEmpty();
      program.at(5);
      program.debugger.add(Breakpoint.Spec.line(folder.resolve("counting.sls").toString(), 8));
      Stop one = program.go();
      Stop other = program.next();
      Stop first = one.process() == 1 ? one : other;
      Stop second = one.process() == 1 ? other : one;
      assertThat(first.process()).isEqualTo(1);
      assertThat(second.process()).isEqualTo(2);
      assertThat(List.of(first.unit(), second.unit())).containsOnly(Unit.PROCESS);

      assertThat(program.evaluate(second.fiber(), "n")).isEqualTo("0");
      assertThat(program.evaluate(first.fiber(), "(number? counter)")).isEqualTo("#t");
      assertThat(program.debugger.stands()).containsExactly(one, other);
      program.debugger.go(first.fiber());
      program.debugger.stepOver(second.fiber());
      assertThat(program.hasEnded(program.next())).isTrue();
      assertThat(program.output()).isEqualTo("500500");
    }
  }

  @Test
  void shouldEvaluateInAWaitingFiberWhenNoFiberRuns() {
    String text =
        """
        (define p (make-parameter 'outside))
        (define never (make-channel))
        (define (waits n)
          (let ((got (get-message never)))
            (display (list n got))))
        (spawn-fiber (lambda () (parameterize ((p 'inside)) (waits 7) 'done)))
        (define end (make-channel))
        (display (get-message end))
        """;
    try (DebuggedProgram program =
        new DebuggedProgram(text + "\n", FiberMode.CALLCC, Tiering.HOT, OptionalLong.empty())) {
      program.debugger.add(Breakpoint.Spec.event(Breakpoint.Kind.SUSPENDED, "2", 0));
      program.go();
      program.debugger.pause();
      program.debugger.go();
      Stop idle = program.next();
      assertThat(idle.reason()).isEqualTo(Stop.Reason.PAUSE);
      long waiting =
          program.debugger.looking().fibers().stream()
              .filter(fiber -> fiber.number() != 2)
              .findFirst()
              .orElseThrow()
              .id();
      assertThat(program.evaluate(waiting, "(list n (p))")).isEqualTo("(7 inside)");
      assertThat(program.evaluate(0, "(p)")).isEqualTo("outside");
      assertThat(program.evaluate(waiting, "(car n)")).startsWith("! ");
      assertThat(program.evaluate(waiting, "(+ n 1)")).isEqualTo("8");
      assertThat(program.evaluate(1L << 32 | 2, "(put-message never 'given)"))
          .doesNotStartWith("!");
      assertThat(program.evaluate(1L << 32 | 2, "(spawn-fiber (lambda () (put-message end 'end)))"))
          .doesNotStartWith("!");
      program.debugger.go();
      assertThat(program.hasEnded(program.next())).isTrue();
      assertThat(program.output()).isEqualTo("(7 given)end");
    }
  }

  @Test
  void shouldSayThatEverythingStandsInARunThatCanGoBack() {
    try (DebuggedProgram program = alone(TWO)) {
      program.debugger.repeatable();
      assertThat(program.debugger.stops(Unit.FIBER)).contains("time stands");
      program.at(5);
      assertThat(program.go().unit()).isEqualTo(Unit.ALL);
    }
  }
}
