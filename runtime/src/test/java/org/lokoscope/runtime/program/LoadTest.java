// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.process.SafePoints;
import org.lokoscope.runtime.process.Tiering;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.world.SystemWorld;

/** The top level of programs that are not R6RS: what they load and what they leave undefined. */
class LoadTest {

  @TempDir private Path folder;

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** All that the program prints, warnings first. */
  private String run(String file, String text) {
    return run(file, text, false);
  }

  private String run(String file, String text, boolean strict) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    String name = folder.resolve(file).toString();
    SystemWorld world =
        new SystemWorld(InputStream.nullInputStream(), output, output, List.of(name));
    RunSettings settings =
        new RunSettings(
            FiberMode.CALLCC, 1, OptionalLong.empty(), false, SafePoints.NORMAL, Tiering.AT_ONCE);
    ProgramRun run = new ProgramRun(settings, world, List.of(folder), cpu -> Probe.NONE);
    if (strict) {
      run.strict();
    }
    run.execute(run.load(text, name), "main");
    return output.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
  }

  private String path(String file) {
    return "\"" + folder.resolve(file) + "\"";
  }

  /** What the file defined went to an environment that the program did not see. */
  @ParameterizedTest
  @CsvSource({"load", "primitive-load"})
  void shouldUseWhatALoadedFileDefines(String load) throws IOException {
    write("defs.scm", "(define (twice x) (* 2 x))");
    String form = "(" + load + " " + path("defs.scm") + ")";
    assertThat(run("main.scm", form + "(display (twice 21))")).isEqualTo("42");
  }

  @Test
  void shouldLetALoadedFileUseAndChangeWhatIsDefined() throws IOException {
    write("uses.scm", "(display base) (set! base 2) (define (f) 'new)");
    assertThat(
            run(
                "main.scm",
                "(define base 1) (define (f) 'old) (define (g) (list base (f)))"
                    + " (display (g)) (load \"uses.scm\") (display (g))"))
        .isEqualTo("(1 old)1(2 new)");
  }

  @Test
  void shouldExpandMacrosOfALoadedFile() throws IOException {
    write("macros.scm", "(define-syntax swap (syntax-rules () ((_ (a b)) (list b a))))");
    assertThat(run("main.scm", "(load \"macros.scm\") (display (swap (1 2)))")).isEqualTo("(2 1)");
  }

  /** A library would be looked for at once, but the file tells first where. */
  @Test
  void shouldImportAfterLoading() throws IOException {
    write("head.scm", "(import (only (srfi 1) iota))");
    assertThat(run("main.scm", "(load \"head.scm\") (display (iota 3))")).isEqualTo("(0 1 2)");
  }

  @Test
  void shouldLoadBesideTheLoadingFileInGuilesWay() throws IOException {
    write("lib/first.scm", "(load \"second.scm\") (define (third) (load \"third.scm\"))");
    write("lib/second.scm", "(define x 'second)");
    write("lib/third.scm", "(define y 'third)");
    assertThat(run("main.scm", "(load \"lib/first.scm\") (display x) (third) (display y)"))
        .isEqualTo("secondthird");
  }

  @Test
  void shouldLoadInTheWayOfR7rs() throws IOException {
    write("defs.scm", "(define x 1)");
    String head = "(import (scheme base) (scheme load) (scheme write) (scheme repl) (scheme eval))";
    assertThat(run("main.sps", head + "(load " + path("defs.scm") + ") (display x)"))
        .isEqualTo("1");
    assertThat(
            run(
                "main.sps",
                head
                    + "(define (later) (load "
                    + path("defs.scm")
                    + " (interaction-environment)) x) (display (later))"))
        .isEqualTo("1");
  }

  /** Whatever the program calls it: no compiled code keeps the old value. */
  @Test
  void shouldKnowThatItUsesItsTopLevelUnderAnyName() {
    assertThat(
            run(
                "main.sps",
                "(import (scheme base) (scheme write) (prefix (scheme repl) r:)"
                    + " (prefix (scheme eval) e:)) (define (f) 1) (define (g) (f)) (display (g))"
                    + " (e:eval '(define (f) 2) (r:interaction-environment)) (display (g))"))
        .isEqualTo("12");
  }

  /** Operands that nothing can change may be read late; these are not such ones. */
  @Test
  void shouldReadAVariableBeforeALaterOperandChangesIt() {
    assertThat(
            run(
                "main.scm",
                "(define x 1) (display (list x (begin"
                    + " (eval '(set! x 2) (interaction-environment)) x)))"))
        .isEqualTo("(1 2)");
  }

  @Test
  void shouldUseAnImportInTheDefinitionThatTakesItsPlace() {
    assertThat(
            run(
                "main.scm",
                "(eval '(define car (let ((old car)) (lambda (x) (list (old x)))))"
                    + " (interaction-environment))"
                    + " (display (eval '(car '(1 2)) (interaction-environment)))"))
        .isEqualTo("(1)");
  }

  @Test
  void shouldDefineInTheProgramByEval() {
    assertThat(
            run(
                "main.sps",
                "(import (scheme base) (scheme write) (scheme repl) (scheme eval))"
                    + " (define (f) 1) (define (g) (f)) (display (g))"
                    + " (eval '(define (f) 2) (interaction-environment)) (display (g))"))
        .isEqualTo("12");
  }

  @ParameterizedTest
  @CsvSource({"main.scm,''", "main.sps,(import (scheme base) (scheme write))"})
  void shouldWarnOfANameThatNothingDefines(String file, String head) {
    String text = head + "\n(define (f) (missing 1))\n(define (g) (missing 2))\n(display 'on)";
    assertThat(run(file, text)).isEqualTo(file + ":2:14: warning: unbound identifier missing\non");
    assertThatThrownBy(() -> run(file, text, true))
        .isInstanceOf(SyntaxException.class)
        .hasMessageEndingWith(":2:14: unbound identifier missing");
  }

  @Test
  void shouldRefuseSuchANameInProgramsAndLibrariesOfR6rs() throws IOException {
    assertThatThrownBy(() -> run("main.sps", "(import (rnrs)) (define (f) (missing 1))"))
        .hasMessageEndingWith("unbound identifier missing");
    write("l.sls", "(library (l) (export f) (import (rnrs)) (define (f) (missing 1)))");
    assertThatThrownBy(() -> run("main.sps", "(import (scheme base) (l)) (f)"))
        .hasMessageEndingWith("unbound identifier missing");
  }

  @Test
  void shouldFindModulesInADirectoryThatTheProgramAdds() throws IOException {
    write("more/sub/mod.scm", "(define-module (sub mod) #:export (x)) (define x 'found)");
    assertThat(
            run(
                "main.scm",
                "(add-to-load-path (string-append (dirname (current-filename)) \"/more\"))"
                    + " (use-modules (sub mod)) (display x)"))
        .isEqualTo("found");
  }

  @Test
  void shouldTakeTheDirectoryOfAFileName() {
    assertThat(
            run(
                "main.scm",
                "(display (map dirname '(\"a/b\" \"a\" \"/a\" \"/\" \"a/b/\" \"a//b\" \"\")))"))
        .isEqualTo("(a . / / a a .)");
  }

  @Test
  void shouldRaiseWhenAnUnboundNameIsReached() {
    assertThat(
            run(
                "main.scm",
                "(use-modules (rnrs conditions)) (define (f) (missing 1))"
                    + " (display (guard (e ((undefined-violation? e) 'undefined)) (f)))"))
        .endsWith("warning: unbound identifier missing\nundefined");
  }

  @Test
  void shouldNotWarnWhereTheProgramMayDefineTheName() throws IOException {
    write("defs.scm", "(define (twice x) (* 2 x))");
    assertThat(run("main.scm", "(define (f) (load \"defs.scm\") (twice 2)) (display (f))"))
        .isEqualTo("4");
  }

  @Test
  void shouldChooseImportsByFeatures() {
    assertThat(
            run(
                "main.sps",
                "(cond-expand ((library (no such)) (import (no such)))"
                    + " (else (import (scheme base) (scheme write)))) (display (square 3))"))
        .isEqualTo("9");
  }

  @Test
  void shouldSkipTheHeadOfAShellScript() {
    assertThat(run("main.scm", "#!/bin/sh\nexec lokoscope run \"$0\" \"$@\"\n!#\n(display 1)"))
        .isEqualTo("1");
    assertThat(run("main.scm", "#!/usr/bin/env lokoscope\n(display 1)")).isEqualTo("1");
  }

  @Test
  void shouldFillTheModulesThatALoadedFileBegins() throws IOException {
    write(
        "two.scm",
        """
        (define-module (first) #:export (f))
        (define (f) (list 'f g))
        (define g 10)
        (define-module (second) #:use-module (first) #:export (h))
        (define g 20)
        (define (h) (list (f) g))
        """);
    String program =
        """
        (load "two.scm")
        (use-modules (second))
        (display (list (h) (defined? 'g) (@@ (first) g) (module-name (current-module))))
        """;
    assertThat(run("main.scm", program)).isEqualTo("(((f 10) 20) #f 10 (guile-user))");
  }
}
