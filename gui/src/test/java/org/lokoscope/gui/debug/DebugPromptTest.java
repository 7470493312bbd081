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
