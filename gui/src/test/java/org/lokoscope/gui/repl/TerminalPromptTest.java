// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.reader.Candidate;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.process.RunSettings;

/** The prompt at a terminal, which here is two streams. */
@Timeout(60)
class TerminalPromptTest {

  @TempDir private Path folder;
  private final Screen screen = new Screen();
  private final PipedOutputStream keyboard = new PipedOutputStream();
  private Terminal terminal;
  private CompletableFuture<Integer> status;

  @BeforeEach
  void start() throws IOException {
    terminal =
        new DumbTerminal(
            "test",
            "dumb",
            new PipedInputStream(keyboard, 1 << 14),
            screen,
            StandardCharsets.UTF_8);
    status =
        CompletableFuture.supplyAsync(
            () ->
                new Prompt(RunSettings.DEFAULT, List.of(), List.of())
                    .run(terminal, folder.resolve("history")));
  }

  @AfterEach
  void stop() throws IOException {
    keyboard.close();
    terminal.close();
  }

  private void type(String text) throws IOException {
    keyboard.write(text.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  private void waitFor(String text) {
    screen.waitFor(text);
  }

  private int end() throws Exception {
    type(",quit\n");
    return status.get(20, TimeUnit.SECONDS);
  }

  @Test
  void shouldEvaluateWhatIsTypedOnceTheFormIsComplete() throws Exception {
    type("(string-append \"ab\"\n");
    type("  \"cd\")\n");
    waitFor("\"abcd\"");
    assertThat(end()).isZero();
  }

  @Test
  void shouldInterruptALoopAndKeepTheProgramsState() throws Exception {
    type("(define x 41)\n(define (forever) (display \"spin\\n\") (let loop () (loop)))\n");
    type("(forever)\n");
    waitFor("spin\n");
    terminal.raise(Terminal.Signal.INT);
    waitFor("interrupted");
    type("(list 'x (+ x 1))\n");
    waitFor("(x 42)");
    assertThat(end()).isZero();
  }

  @Test
  void shouldInterruptAFormThatWaits() throws Exception {
    type(
        "(dynamic-wind void (lambda () (display \"wait\\n\") (sleep 1000)) void)\n"
            .replace("void", "(lambda () (display \"wind\\n\"))"));
    waitFor("wait\n");
    terminal.raise(Terminal.Signal.INT);
    waitFor("interrupted");
    assertThat(screen.toString(StandardCharsets.UTF_8)).containsPattern("wait\\R(.*\\R)*wind");
    end();
  }

  @Test
  void shouldInterruptMacrosThatDoNotEnd() throws Exception {
    type("(import (rnrs) (rnrs syntax-case))\n");
    type("(define-syntax m (lambda (x) (display \"expanding\\n\") (let loop () (loop))))\n");
    type("(begin (m))\n");
    waitFor("expanding\n");
    terminal.raise(Terminal.Signal.INT);
    waitFor("the expansion was interrupted");
    end();
  }

  @Test
  void shouldShowWhatAFiberPrintsWhileThePromptWaits() throws Exception {
    type("(spawn-fiber (lambda () (sleep 0.1) (display (* 111 7)) (newline)))\n");
    waitFor("777");
    assertThat(end()).isZero();
  }

  @Test
  void shouldCompleteNamesAndCommands() {
    assertThat(completions("(list (hippo", "hippopotamus", "horse", "list"))
        .containsExactly("hippopotamus");
    assertThat(completions(",fi")).contains(",fibers");
    assertThat(completions("(list ")).isEmpty();
  }

  private static List<String> completions(String line, String... names) {
    List<Candidate> candidates = new ArrayList<>();
    TerminalInput.complete(Word.at(line, line.length()), candidates, new TreeSet<>(List.of(names)));
    return candidates.stream().map(Candidate::value).toList();
  }

  @Test
  void shouldRememberWhatWasTyped() throws Exception {
    type("(define remembered 1)\n");
    type("(+ remembered 1)\n");
    waitFor("2");
    end();
    assertThat(Files.readString(folder.resolve("history"))).contains("(define remembered 1)");
  }

  /** What the terminal shows, and a way to wait until it shows something. */
  private static final class Screen extends ByteArrayOutputStream {

    @Override
    public synchronized void write(int b) {
      super.write(b);
      notifyAll();
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      notifyAll();
    }

    /** Returns when the text is there, at the latest when the limit of time interrupts. */
    synchronized void waitFor(String text) {
      try {
        while (!toString(StandardCharsets.UTF_8).contains(text)) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new AssertionError(
            "waiting for " + text + " on:\n" + toString(StandardCharsets.UTF_8), e);
      }
    }
  }
}
