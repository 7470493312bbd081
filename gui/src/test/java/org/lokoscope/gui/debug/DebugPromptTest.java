// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.gui.work.LaunchSettings;

@Timeout(120)
final class DebugPromptTest {

  private static final String PROGRAM =
      """
      (import (rnrs) (loko system fibers))
      (define jobs (make-channel))
      (define (square x)
        (* x x))
      (define (worker)
        (let ((job (get-message jobs)))
          (display (square job))
          (worker)))
      (spawn-fiber worker)
      (do ((i 0 (+ i 1)))
          ((= i 3))
        (put-message jobs i))
      (sleep 0.01)
      """;

  @TempDir Path folder;

  private List<String> debug(String... commands) throws IOException {
    Path program = Files.writeString(folder.resolve("p.sps"), PROGRAM);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DebugPrompt(program, List.of(), LaunchSettings.DEFAULT, new byte[0])
        .run(new BufferedReader(new StringReader(String.join("\n", commands))), out);
    return out.toString(StandardCharsets.UTF_8).replace(folder + "/", "").lines().skip(2).toList();
  }

  @Test
  void shouldStopLookStepAndGoOn() throws IOException {
    assertThat(
            debug(
                "break square if (= x 1)",
                "run",
                "bt",
                "print (+ x 1)",
                "finish",
                "info breakpoints",
                "continue"))
        .containsExactly(
            "Breakpoint 1: square at p.sps:4:3",
            "0Breakpoint 1, fiber 4, square (x=1) at p.sps:4",
            "4\t  (* x x))",
            "* #0  square (x=1) at p.sps:4",
            "  #1  worker (job=<not kept after its last use>) at p.sps:7",
            "= 2",
            "Value returned is 1",
            "7\t    (display (square job))",
            "1  square at p.sps:4:3, if (= x 1), hit 1 time",
            "14The program ended with status 0.");
  }

  @Test
  void shouldShowFibersAndWhatTheyWaitFor() throws IOException {
    assertThat(debug("break 12", "run", "c", "info fibers", "fiber worker", "info wait"))
        .contains("* fiber 2 \"main\": running at p.sps:12:3")
        .anyMatch(line -> line.startsWith("  fiber 4 \"worker\": "));
  }

  @Test
  void shouldStopAFiberByItself() throws IOException {
    assertThat(
            debug(
                "set stop fiber",
                "break square if (= x 1)",
                "run",
                "info fibers",
                "print (+ x 1)",
                "finish",
                "continue"))
        .startsWith(
            "A fiber stands by itself; all others go on.",
            "Breakpoint 1: square at p.sps:4:3",
            "0Breakpoint 1, fiber 4, square (x=1) at p.sps:4",
            "4\t  (* x x))")
        .contains("* fiber 4 \"worker\": stands at p.sps:4:3")
        .endsWith(
            "= 2",
            "Value returned is 1",
            "7\t    (display (square job))",
            "14The program ended with status 0.");
  }

  private static final String TWO =
      """
      (import (rnrs) (loko system fibers))
      (define done (make-channel))
      (define (worker n)
        (put-message done (* n 10)))
      (spawn-fiber (lambda () (worker 1)))
      (spawn-fiber (lambda () (worker 2)))
      (let ((n (get-message done)))
        (display (+ n (get-message done))))
      """;

  @Test
  void shouldGoOnWithOneOfTwoThatStand() throws IOException {
    Path program = Files.writeString(folder.resolve("p.sps"), TWO);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DebugPrompt(program, List.of(), LaunchSettings.DEFAULT, new byte[0])
        .run(
            new BufferedReader(
                new StringReader(
                    """
                    break worker
                    stops 1 fiber
                    info breakpoints
                    run
                    continue
                    print n
                    interrupt
                    continue
                    stops 1 thread
                    """)),
            out);
    // The second one comes to stand before the prompt goes on with the first, or while it does.
    assertThat(
            out.toString(StandardCharsets.UTF_8)
                .replace(folder + "/", "")
                .lines()
                .skip(3)
                .filter(line -> !line.startsWith("Stands, too") && !line.startsWith("It goes on"))
                .toList())
        .startsWith(
            "Breakpoint 1 stops its fiber",
            "1  worker at p.sps:4:3, stops its fiber, hit 0 times",
            "Breakpoint 1, fiber 4, worker (n=1) at p.sps:4",
            "4\t  (put-message done (* n 10)))",
            "Breakpoint 1, fiber 5, worker (n=2) at p.sps:4",
            "4\t  (put-message done (* n 10)))",
            "= 2")
        .contains("30The program ended with status 0.")
        .endsWith("stop: one of all, process, fiber, not thread");
  }

  private static final String WAITS =
      """
      (import (rnrs) (loko system fibers))
      (define shared (make-channel))
      (define (wait-for channel)
        (get-message channel))
      (define (keeper channel)
        (sleep 1)
        (put-message channel 1))
      (define (start)
        (let ((own (make-channel)) (lost (make-channel)))
          (spawn-fiber (lambda () (wait-for own)))
          (spawn-fiber (lambda () (keeper own)))
          (spawn-fiber (lambda () (wait-for lost)))
          (spawn-fiber
            (lambda ()
              (perform-operation
                (choice-operation (get-operation shared) (get-operation lost)))))
          #f))
      (start)
      (sleep 0.5)
      (display "here")
      """;

  @Test
  void shouldSayWhoCouldEndAWait() throws IOException {
    String nobody =
        "    no other fiber can reach it, nor any variable: nobody in this process ends it";
    assertThat(
            reversible(
                WAITS,
                "break 20",
                "run",
                "fiber 6",
                "info waits",
                "fiber 8",
                "info waits",
                "fiber 9",
                "info wait"))
        .filteredOn(line -> line.startsWith("to ") || line.startsWith("    "))
        .containsExactly(
            "to get a message, object 4, 1 of 1 in the queue",
            "    fiber 7 \"keeper\" could end it: fiber keeper → frame at p.sps:6:3 → channel",
            "to get a message, object 5, 1 of 2 in the queue",
            nobody,
            "to get a message, object 5, 2 of 2 in the queue",
            nobody,
            "to get a message, object 3, 1 of 1 in the queue",
            "    any fiber that uses it could end it: variable shared → channel");
  }

  @Test
  void shouldGoOnWithoutStoppingAtWhatOnlyPrints() throws IOException {
    assertThat(debug("dprintf square, \"square {x}\"", "run"))
        .contains("square 0", "square 2")
        .last()
        .asString()
        .endsWith("The program ended with status 0.");
  }

  @Test
  void shouldGoBackByLinesAndToTheLastBreakpoint() throws IOException {
    Path program = Files.writeString(folder.resolve("p.sps"), PROGRAM);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String commands =
        """
        break square
        break 13
        run
        c
        c
        c
        print 'end
        reverse-continue
        print x
        reverse-continue
        print x
        reverse-step
        step
        print x
        c
        print x
        """;
    new DebugPrompt(program, List.of(), LaunchSettings.DEFAULT, new byte[0])
        .reversible(Files.createDirectory(folder.resolve("scratch")))
        .run(new BufferedReader(new StringReader(commands)), out);
    List<String> lines =
        out.toString(StandardCharsets.UTF_8).replace(folder + "/", "").lines().toList();
    assertThat(lines)
        .filteredOn(line -> line.startsWith("= "))
        .containsExactly("= end", "= 2", "= 1", "= 1", "= 2");
  }

  /** It used to wait for ever. */
  @Test
  void shouldSayThatNothingIsBeforeTheFirstForm() throws IOException {
    Path program = Files.writeString(folder.resolve("p.sps"), PROGRAM);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DebugPrompt(program, List.of(), LaunchSettings.DEFAULT, new byte[0])
        .reversible(Files.createDirectory(folder.resolve("scratch")))
        .run(new BufferedReader(new StringReader("reverse-step\nprint 'still-there\n")), out);
    assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(2)).hasSize(2);
  }

  /** So much that runs follow, and that all of it as nodes would take minutes. */
  @Test
  void shouldGoBackByLinesAfterLongComputing() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("p.sps"),
            """
            (import (rnrs))
            (define (work n sum)
              (if (= n 0) sum (work (- n 1) (mod (+ sum n) 1000003))))
            (define (stop-here x)
              (let ((y (+ x 1)))
                (set! x 5)
                (display y)))
            (let ((first (work 20000000 0)))
              (stop-here first)
              (stop-here 7))
            """);
    String commands =
        """
        break 7
        c
        print (list x y)
        c
        print (list x y)
        reverse-continue
        print (list x y)
        reverse-step
        print x
        c
        print (list x y)
        """;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DebugPrompt(program, List.of(), LaunchSettings.DEFAULT, new byte[0])
        .reversible(Files.createDirectory(folder.resolve("scratch")))
        .run(new BufferedReader(new StringReader(commands)), out);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.startsWith("= "))
        .containsExactly("= (5 1771)", "= (5 8)", "= (5 1771)", "= 1770", "= (5 1771)");
  }

  private List<String> reversible(String text, String... commands) throws IOException {
    Path program = Files.writeString(folder.resolve("p.sps"), text);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DebugPrompt(program, List.of(), LaunchSettings.DEFAULT, new byte[0])
        .reversible(Files.createDirectory(folder.resolve("scratch")))
        .run(new BufferedReader(new StringReader(String.join("\n", commands))), out);
    return out.toString(StandardCharsets.UTF_8).replace(folder + "/", "").lines().skip(2).toList();
  }

  private static final String ACCOUNT =
      """
      (import (rnrs) (loko system fibers))
      (define total 0)
      (define jobs (make-channel))
      (define (make-account)
        (let ((balance 0))
          (define (pay! amount)
            (set! balance (+ balance amount)))
          (define (show)
            (display balance))
          (lambda (what amount)
            (if (eq? what 'pay) (pay! amount) (show)))))
      (define one (make-account))
      (define other (make-account))
      (define (work n sum)
        (if (= n 0) sum (work (- n 1) (+ sum n))))
      (define (sum list)
        (let loop ((rest list) (so-far 0))
          (if (null? rest)
              (begin (display so-far) so-far)
              (loop (cdr rest) (+ so-far (car rest))))))
      (spawn-fiber
        (lambda ()
          (let ((job (get-message jobs)))
            (display job)
            (sleep 1))))
      (one 'pay 10)
      (set! total (work 10000 0))
      (one 'pay 20)
      (other 'pay 5)
      (put-message jobs 'first)
      (set! total (+ total 1))
      (work 3000000 0)
      (one 'show 0)
      (sum '(1 2 3))
      (dynamic-wind
        (lambda () #f)
        (lambda ()
          (work 30000 0)
          (display total))
        (lambda () #f))
      (display "end")
      """;

  @Test
  void shouldGoBackToWhereAVariableGotItsValue() throws IOException {
    assertThat(
            reversible(
                ACCOUNT,
                "break show",
                "run",
                "last-set balance",
                "bt 2",
                "last-set amount",
                "print total"))
        .filteredOn(line -> line.matches("(\\* #0|= |\\d+\t).*"))
        .containsExactly(
            "9\t      (display balance))",
            "7\t      (set! balance (+ balance amount)))",
            "* #0  pay! (amount=20) at p.sps:7",
            "11\t      (if (eq? what 'pay) (pay! amount) (show)))))",
            "= 50005000");
  }

  @Test
  void shouldGoBackToWhereGlobalsParametersAndLoopVariablesGotTheirValues() throws IOException {
    assertThat(
            reversible(
                ACCOUNT,
                "break 36",
                "run",
                "last-set total",
                "print total",
                "last-set total",
                "last-set total",
                "last-set total",
                "delete",
                "break 19",
                "continue",
                "last-set so-far",
                "print so-far"))
        .filteredOn(line -> line.matches("(= |\\d+\t|That).*"))
        .containsExactly(
            "35\t(dynamic-wind",
            "31\t(set! total (+ total 1))",
            "= 50005000",
            "27\t(set! total (work 10000 0))",
            "2\t(define total 0)",
            "That has not happened since the beginning.",
            "19\t        (begin (display so-far) so-far)",
            "20\t        (loop (cdr rest) (+ so-far (car rest))))))",
            "= 3");
  }

  @Test
  void shouldGoBackToWhereAMessageWasSentAndAWinderPushed() throws IOException {
    assertThat(
            reversible(
                ACCOUNT,
                "break 24",
                "run",
                "last-sent jobs",
                "info fibers",
                "delete",
                "break 36",
                "continue",
                "last-pushed",
                "print total"))
        .filteredOn(line -> line.matches("(= |\\* |\\d+\t|That).*"))
        .containsExactly(
            "24\t      (display job)",
            "30\t(put-message jobs 'first)",
            "* fiber 2 \"main\": running at p.sps:30:1",
            "35\t(dynamic-wind",
            "= 50005001");
  }

  private static final String EVENTS =
      """
      (import (rnrs) (loko system fibers))
      (define jobs (make-channel))
      (define done 0)
      (define (worker)
        (let ((job (get-message jobs)))
          (set! done (+ done 1))
          (worker)))
      (spawn-fiber worker)
      (do ((i 0 (+ i 1)))
          ((= i 3))
        (put-message jobs i))
      (dynamic-wind
        (lambda () #f)
        (lambda () (set! done (+ done 10)))
        (lambda () #f))
      (yield-current-task)
      (display "end")
      """;

  @Test
  void shouldGoBackToTheVeryEvent() throws IOException {
    assertThat(
            reversible(
                EVENTS,
                "catch message jobs",
                "catch winder 12",
                "run",
                "c 3",
                "print done",
                "rc",
                "print done",
                "rc",
                "print done",
                "rc",
                "print done",
                "rc",
                "c",
                "print done",
                "reverse-step",
                "print done",
                "delete",
                "catch suspend worker",
                "c 2",
                "print done",
                "rc",
                "print done"))
        .filteredOn(line -> line.matches("(= |.*[Bb]reakpoint |There).*"))
        .containsExactly(
            "Breakpoint 1: channel jobs gets a message",
            "Breakpoint 2: winder pushed at p.sps:12",
            "Breakpoint 1: channel jobs gets a message, fiber 4, worker at p.sps:5",
            "Breakpoint 1: channel jobs gets a message, fiber 4, worker at p.sps:5",
            "Breakpoint 1: channel jobs gets a message, fiber 4, worker at p.sps:5",
            "Breakpoint 2: winder pushed at p.sps:12, fiber 2, top level at p.sps:14",
            "= 3",
            "Breakpoint 1: channel jobs gets a message, fiber 4, worker at p.sps:5",
            "= 2",
            "Breakpoint 1: channel jobs gets a message, fiber 4, worker at p.sps:5",
            "= 1",
            "Breakpoint 1: channel jobs gets a message, fiber 4, worker at p.sps:5",
            "= 0",
            "There is nothing before.",
            "Breakpoint 1: channel jobs gets a message, fiber 4, worker at p.sps:5",
            "= 1",
            "= 1",
            "Breakpoint 3: fiber worker is suspended",
            "Breakpoint 3: fiber 4 is suspended, fiber 4, worker at p.sps:5",
            "Breakpoint 3: fiber 4 is suspended, fiber 4, worker at p.sps:5",
            "= 3",
            "Breakpoint 3: fiber 4 is suspended, fiber 4, worker at p.sps:5",
            "= 1");
  }

  /** Conditions were passed over. */
  @Test
  void shouldGoBackToTheLastBreakpointWhoseConditionIsTrue() throws IOException {
    assertThat(
            reversible(
                PROGRAM,
                "break 13",
                "break square if (= x 1)",
                "run",
                "c",
                "print 'end",
                "rc",
                "print x",
                "delete",
                "break 13",
                "break square if (= (car (call/cc (lambda (k) (list x)))) 0)",
                "c",
                "rc",
                "print x",
                "rc"))
        .filteredOn(line -> line.matches("(= |There).*"))
        .containsExactly("= end", "= 1", "= 0", "There is nothing before.");
  }

  @Test
  void shouldSayInOneLineWhatIsWrongWithACommand() throws IOException {
    assertThat(debug("foo", "frame 99", "print (car 1)", "print (", "delete 7", "break"))
        .hasSize(6)
        .noneMatch(line -> line.contains("Exception"));
  }

  @Test
  void shouldRunAgainWithTheSameBreakpoints() throws IOException {
    assertThat(debug("tbreak 12", "break worker", "run", "run", "delete", "continue"))
        .filteredOn(line -> line.contains("Breakpoint "))
        .hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void shouldStopWhereAWatchedValueChanges() throws IOException {
    assertThat(debug("break square", "run", "delete", "watch x", "c"))
        .contains("0Watched x: 0 is now 1");
  }
}
