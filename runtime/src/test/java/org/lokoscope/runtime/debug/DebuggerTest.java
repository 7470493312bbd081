// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.process.Tiering;

@Timeout(60)
final class DebuggerTest {

  private static final String SUM =
      """
      (define (square x)
        (* x x))
      (define (sum list)
        (let loop ((rest list) (total 0))
          (if (null? rest)
              total
              (loop (cdr rest)
                    (+ total (square (car rest)))))))
      (define result (sum '(1 2 3)))
      (display result)
      """;

  @Test
  void shouldStopAtALineAndShowItsVariables() {
    try (DebuggedProgram program = new DebuggedProgram(SUM)) {
      program.at(3);
      Stop stop = program.go();
      assertThat(stop.reason()).isEqualTo(Stop.Reason.BREAKPOINT);
      assertThat(program.lineOf(stop)).isEqualTo(3);
      assertThat(program.show("x")).isEqualTo("1");
      program.go();
      assertThat(program.show("x")).isEqualTo("2");
      assertThat(
              program.debugger.looking().stack(program.stopFiber(), 10).stream()
                  .filter(frame -> !frame.isSystem())
                  .map(frame -> frame.procedure() + ":" + frame.span().line()))
          .startsWith("square:3", "sum:9");
      program.go();
      assertThat(program.hasEnded(program.go())).isTrue();
      assertThat(program.output()).isEqualTo("14");
    }
  }

  @Test
  void shouldStopOnlyWhereTheConditionHolds() {
    try (DebuggedProgram program = new DebuggedProgram(SUM)) {
      program.debugger.add(Breakpoint.Spec.procedure("square").condition("(= x 2)"));
      program.go();
      assertThat(program.show("x")).isEqualTo("2");
      assertThat(program.hasEnded(program.go())).isTrue();
    }
  }

  @Test
  void shouldShowAConditionThatRaisesAndCountItAsTrue() {
    try (DebuggedProgram program = new DebuggedProgram(SUM)) {
      program.debugger.add(Breakpoint.Spec.procedure("square").condition("(car x)"));
      Stop stop = program.go();
      assertThat(stop.text()).contains("car");
      assertThat(program.show("x")).isEqualTo("1");
    }
  }

  private static final String ACCOUNTS =
      """
      (define (make-account)
        (let ((balance 0))
          (lambda (amount)
            (set! balance (+ balance amount))
            balance)))
      (define one (make-account))
      (define other (make-account))
      (define (pay account amount)
        (account amount))
      (pay one 10)
      (pay other 20)
      (pay one 30)
      (define total 0)
      (set! total 7)
      (pay one 40)
      (display total)
      """;

  private static List<String> settings(DebuggedProgram program, Stop first) {
    List<String> all = new ArrayList<>();
    for (Stop stop = first; !program.hasEnded(stop); stop = program.go()) {
      all.add(program.lineOf(stop) + " " + stop.text());
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(Tiering.class)
  void shouldStopWhereThatVariableIsSetAndNoOtherOfItsName(Tiering tiering) {
    try (DebuggedProgram program =
        new DebuggedProgram(ACCOUNTS, FiberMode.CALLCC, tiering, OptionalLong.empty())) {
      Breakpoint line = program.at(5);
      program.go();
      Looking looking = program.debugger.looking();
      Looking.Settable balance = looking.settable(program.stopFiber(), 0, "balance");
      program.debugger.remove(line.id());
      Breakpoint set =
          program.debugger.addSetting(balance, spec -> spec.condition("(< amount 40)"));
      assertThat(set.describe()).isEqualTo("variable balance is set");
      assertThat(settings(program, program.go()))
          .as("line 5 of the first account, but for the last time")
          .containsExactly("5 variable balance is set here; it is 10");
      assertThat(set.hits()).isEqualTo(1);
      assertThat(program.output()).isEqualTo("7");
    }
  }

  @Test
  void shouldStopWhereAVariableOfTheProgramIsSet() {
    try (DebuggedProgram program = new DebuggedProgram(ACCOUNTS)) {
      Breakpoint line = program.at(11);
      program.go();
      Looking looking = program.debugger.looking();
      program.debugger.addSetting(looking.settable(program.stopFiber(), 0, "total"), spec -> spec);
      program.debugger.remove(line.id());
      assertThat(settings(program, program.go()))
          .containsExactly("14 variable total is set here", "15 variable total is set here");
    }
  }

  @Test
  void shouldSayWhichVariablesAreNeverSet() {
    try (DebuggedProgram program = new DebuggedProgram(ACCOUNTS)) {
      program.at(5);
      program.go();
      Looking looking = program.debugger.looking();
      assertThatThrownBy(() -> looking.settable(program.stopFiber(), 0, "amount"))
          .hasMessage("amount: is never set; each call has its own");
      assertThatThrownBy(() -> looking.settable(program.stopFiber(), 0, "nothing"))
          .hasMessage("nothing: there is no such variable here");
    }
  }

  @Test
  void shouldCountHits() {
    try (DebuggedProgram program = new DebuggedProgram(SUM)) {
      program.debugger.add(Breakpoint.Spec.procedure("square").hits("(odd? hits)"));
      program.go();
      assertThat(program.show("x")).isEqualTo("1");
      program.go();
      assertThat(program.show("x")).isEqualTo("3");
    }
  }

  @Test
  void shouldPrintWhatALogpointSaysAndGoOn() {
    try (DebuggedProgram program = new DebuggedProgram(SUM)) {
      program.debugger.add(Breakpoint.Spec.procedure("square").log("square of {x} is {(* x x)}"));
      assertThat(program.hasEnded(program.go())).isTrue();
      assertThat(program.printed)
          .containsExactly("square of 1 is 1", "square of 2 is 4", "square of 3 is 9");
    }
  }

  @Test
  void shouldEvaluateAndAssignInAFrame() {
    try (DebuggedProgram program = new DebuggedProgram(SUM)) {
      program.at(3);
      program.go();
      assertThat(program.evaluate("(+ x 100)")).isEqualTo("101");
      assertThat(program.evaluate("(set! x 10)")).doesNotStartWith("!");
      assertThat(program.evaluate("(sum (list x x))")).isEqualTo("200");
      assertThat(program.evaluate("(car 1)")).startsWith("! ");
      assertThat(program.evaluate("(")).startsWith("! ");
      assertThat(program.show("x")).isEqualTo("10");
      program.debugger.remove(1);
      assertThat(program.hasEnded(program.go())).isTrue();
      assertThat(program.output()).isEqualTo("113");
    }
  }

  /** It used to be assigned only where the innermost expression holds it. */
  @Test
  void shouldAssignAVariableForAllThatComesAfter() {
    String text =
        """
        (define (square n)
          (let ((r (* n n)))
            (display r)
            r))
        (define (worker n)
          (display (list (square n))))
        (worker 3)
        """;
    try (DebuggedProgram program = new DebuggedProgram(text)) {
      program.at(4);
      long fiber = program.go().fiber();
      assertThat(program.debugger.looking().assign(fiber, 0, "r", "90").isValue()).isTrue();
      program.debugger.go();
      assertThat(program.hasEnded(program.next())).isTrue();
      assertThat(program.output()).isEqualTo("90(90)");
    }
  }

  @Test
  void shouldStepIntoOverAndOut() {
    try (DebuggedProgram program = new DebuggedProgram(SUM)) {
      program.at(10);
      Stop stop = program.go();
      assertThat(program.lineOf(stop)).isEqualTo(10);
      List<Integer> into = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        program.debugger.stepInto();
        into.add(program.lineOf(program.next()));
      }
      assertThat(into).containsExactly(5, 6, 8, 9, 3);
      program.debugger.stepOut();
      Stop returned = program.next();
      assertThat(returned.reason()).isEqualTo(Stop.Reason.RETURNED);
      assertThat(returned.text()).isEqualTo("1");
      program.debugger.stepOver();
      assertThat(program.lineOf(program.next())).isEqualTo(8);
      program.debugger.stepOver();
      assertThat(program.lineOf(program.next())).isEqualTo(6);
    }
  }

  @Test
  void shouldStepOverACallThatStopsNowhereElse() {
    try (DebuggedProgram program = new DebuggedProgram(SUM)) {
      program.at(10);
      program.go();
      program.debugger.stepOver();
      assertThat(program.lineOf(program.next())).isEqualTo(11);
    }
  }

  @Test
  void shouldStopInCodeThatIsCompiledAndRuns() {
    String text =
        """
        (define (fib n)
          (if (< n 2)
              n
              (+ (fib (- n 1)) (fib (- n 2)))))
        (define (main)
          (do ((i 0 (+ i 1))) (#f)
            (fib 15)))
        (main)
        """;
    try (DebuggedProgram program =
        new DebuggedProgram(text, FiberMode.CALLCC, Tiering.AT_ONCE, OptionalLong.empty())) {
      program.debugger.go();
      program.debugger.pause();
      assertThat(program.next().reason()).isEqualTo(Stop.Reason.PAUSE);
      program.debugger.go();
      program.debugger.add(Breakpoint.Spec.line("p.sps", 8));
      assertThat(program.lineOf(program.next())).isEqualTo(8);
      program.go();
      assertThat(program.show("i")).matches("\\d+");
    }
  }

  @Test
  void shouldStopWhenSomethingIsRaised() {
    String text =
        """
        (guard (e (#t (display "handled")))
          (raise 'first))
        (raise 'second)
        """;
    try (DebuggedProgram program = new DebuggedProgram(text)) {
      program.debugger.add(Breakpoint.Spec.event(Breakpoint.Kind.RAISE, "", 0));
      Stop stop = program.go();
      assertThat(stop.text()).contains("first");
      assertThat(program.evaluate("(+ 1 2)")).isEqualTo("3");
      stop = program.go();
      assertThat(stop.text()).contains("second").contains("nobody handles it");
      program.go();
      assertThat(program.output()).startsWith("handled");
    }
  }

  @Test
  void shouldStopWhenAChannelGetsAMessage() {
    String text =
        """
        (define jobs (make-channel))
        (define other (make-channel))
        (define (worker)
          (display (get-message other))
          (display (get-message jobs)))
        (spawn-fiber worker)
        (put-message other 1)
        (put-message jobs 2)
        (sleep 0.01)
        """;
    try (DebuggedProgram program = new DebuggedProgram(text)) {
      program.debugger.add(Breakpoint.Spec.event(Breakpoint.Kind.MESSAGE, "jobs", 0));
      Stop stop = program.go();
      assertThat(stop.text()).isEqualTo("channel jobs gets a message");
      assertThat(program.hasEnded(program.go())).isTrue();
      assertThat(program.output()).isEqualTo("12");
    }
  }

  private static final String STEPS =
      """
      (define jobs (make-channel))
      (define steps 0)
      (define (worker)
        (let ((job (get-message jobs)))
          (set! steps (+ steps 100))
          (worker)))
      (define (send n)
        (put-message jobs n)
        (set! steps (+ steps 1)))
      (spawn-fiber worker)
      (send 1)
      (send 2)
      (yield-current-task)
      (call/cc (lambda (k) (set! steps (+ steps 1000)) (car (list k))))
      (dynamic-wind
        (lambda () #f)
        (lambda () (set! steps (+ steps 10000)) (car '(1)))
        (lambda () #f))
      (sleep 0.01)
      """;

  /** It used to stop at the next safe point, up to which code of any fiber could run. */
  @ParameterizedTest
  @EnumSource
  void shouldStopAtTheVeryEvent(FiberMode mode) {
    for (Tiering tiering : Tiering.values()) {
      assertThat(steps(mode, tiering, Breakpoint.Kind.MESSAGE, "jobs", 0))
          .containsExactly("0", "101");
      assertThat(steps(mode, tiering, Breakpoint.Kind.SUSPENDED, "worker", 0))
          .containsExactly("100", "202");
      assertThat(steps(mode, tiering, Breakpoint.Kind.RESUMED, "worker", 0))
          .containsExactly("0", "102");
      assertThat(steps(mode, tiering, Breakpoint.Kind.WINDER, "p.sps", 16)).containsExactly("1202");
      assertThat(steps(mode, tiering, Breakpoint.Kind.WORDS, "", 1)).contains("0", "100", "202");
    }
  }

  private static List<String> steps(
      FiberMode mode, Tiering tiering, Breakpoint.Kind kind, String subject, int number) {
    List<String> seen = new ArrayList<>();
    try (DebuggedProgram program =
        new DebuggedProgram(STEPS, mode, tiering, OptionalLong.empty())) {
      program.debugger.add(Breakpoint.Spec.event(kind, subject, number));
      for (Stop stop = program.go(); !program.hasEnded(stop); stop = program.go()) {
        assertThat(stop.reason()).isEqualTo(Stop.Reason.EVENT);
        seen.add(program.evaluate("steps"));
      }
    }
    return seen;
  }

  /** Each look at the head of a loop used to give the run one safe point more. */
  @Test
  void shouldPassTheSameSafePointsHoweverOftenSomebodyLooks() throws InterruptedException {
    String text =
        """
        (define (here n)
          (display n))
        (do ((i 0 (+ i 1)))
            ((= i 3000000))
          #f)
        (define (work n)
          (if (> n 0) (work (- n 1))))
        (work 3000000)
        (let loop ((i 0))
          (if (< i 3000000)
              (loop (+ i 1))
              (here i)))
        """;
    assertThat(position(text, 60)).isEqualTo(position(text, 0));
  }

  private static Position position(String text, int looks) throws InterruptedException {
    try (DebuggedProgram program =
        new DebuggedProgram(text, FiberMode.CALLCC, Tiering.HOT, OptionalLong.of(1))) {
      program.debugger.add(Breakpoint.Spec.procedure("here"));
      program.debugger.go();
      for (int i = 0; i < looks; i++) {
        program.debugger.remove(program.debugger.add(Breakpoint.Spec.procedure("nowhere")).id());
        Thread.sleep(2);
      }
      program.next();
      return Objects.requireNonNull(program.debugger.position());
    }
  }

  @Test
  void shouldShowWhatFibersWaitFor() {
    String text =
        """
        (define jobs (make-channel))
        (define (worker)
          (get-message jobs))
        (spawn-fiber worker)
        (yield-current-task)
        (display "here")
        (put-message jobs 2)
        """;
    try (DebuggedProgram program = new DebuggedProgram(text)) {
      program.at(7);
      program.go();
      Views.FiberView worker =
          program.debugger.looking().fibers().stream()
              .filter(fiber -> fiber.name().equals("worker"))
              .findFirst()
              .orElseThrow();
      assertThat(worker.state()).isEqualTo("waiting: get");
      assertThat(worker.span().line()).isEqualTo(4);
      assertThat(program.debugger.looking().waits(worker.id()))
          .singleElement()
          .satisfies(
              wait -> {
                assertThat(wait.what()).isEqualTo("to get a message");
                assertThat(wait.place()).isEqualTo(1);
              });
      assertThat(program.debugger.looking().endWait(worker.id(), 5L, false)).isTrue();
    }
  }

  @Test
  void shouldMoveABreakpointToTheNextLineWithCode() {
    try (DebuggedProgram program = new DebuggedProgram("(display 1)\n; nothing\n\n(display 2)\n")) {
      Breakpoint breakpoint = program.at(3);
      assertThat(breakpoint.line()).isEqualTo(5);
      assertThat(program.lineOf(program.go())).isEqualTo(5);
    }
  }

  @Test
  void shouldSayWhatIsNotKept() {
    String text =
        """
        (define (f x)
          (let ((y (g x)))
            (g y)
            (display y)))
        (define (g z)
          (+ z 1))
        (f 1)
        """;
    try (DebuggedProgram program = new DebuggedProgram(text)) {
      program.debugger.add(Breakpoint.Spec.line("p.sps", 7));
      program.go();
      program.go();
      List<Views.VariableView> outer = program.debugger.looking().variables(program.stopFiber(), 1);
      assertThat(outer)
          .extracting(v -> v.name() + "=" + v.text(50))
          .containsExactly("y=2", "x=not kept after its last use");
    }
  }

  @Test
  void shouldFollowAMessageToWhereItIsReceived() {
    String text =
        """
        (define jobs (make-channel))
        (define (worker)
          (let ((job (get-message jobs)))
            (display job)))
        (spawn-fiber worker)
        (put-message jobs 2)
        (sleep 0.01)
        """;
    try (DebuggedProgram program = new DebuggedProgram(text)) {
      program.at(7);
      program.go();
      program.debugger.followMessage();
      Stop stop = program.next();
      assertThat(program.lineOf(stop)).isEqualTo(5);
      assertThat(program.show("job")).isEqualTo("2");
    }
  }

  @Test
  void shouldShowTheDynamicState() {
    String text =
        """
        (define p (make-parameter 1))
        (define (f)
          (display (p)))
        (parameterize ((p 2))
          (dynamic-wind (lambda () #f) (lambda () (f) 1) (lambda () #f)))
        """;
    try (DebuggedProgram program = new DebuggedProgram(text)) {
      program.at(4);
      program.go();
      assertThat(program.debugger.looking().dynamicState(program.stopFiber(), 10))
          .extracting(w -> w.what() + ":" + w.span().line())
          .containsExactly("dynamic-wind:6", "parameterize:5");
      assertThat(program.evaluate("(p)")).isEqualTo("2");
    }
  }
}
