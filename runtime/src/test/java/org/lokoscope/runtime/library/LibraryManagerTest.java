// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.expander.TestImage;
import org.lokoscope.runtime.source.SyntaxException;

class LibraryManagerTest {

  @TempDir private Path folder;

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String run(String text) {
    return new TestImage().with(folder).program(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '!',
      value = {
        "(only (rnrs) + list)~(list (+ 1 2))~(3)",
        "(except (rnrs) car) (only (rnrs) car)~(car '(1))~1",
        "(prefix (only (rnrs) car quote) r:)~(r:car (r:quote (1 2)))~1",
        "(rename (rnrs) (car first) (cdr rest))~(first (rest '(1 2)))~2",
        "(rename (prefix (only (rnrs) car cdr quote) x) (xcar cdr) (xcdr car))~"
            + "(cdr (xquote (1 2)))~1",
        "(for (rnrs) run expand (meta 2))~(car '(1))~1",
        "(rnrs (6)) (rnrs base (6))~(car '(1))~1",
        "(rnrs ((>= 5)))~(car '(1))~1",
        "(rnrs (or (5) (6)))~(car '(1))~1",
        "(library (rnrs))~(car '(1))~1",
        "(scheme base) (scheme write)~(square 3)~9"
      })
  void shouldUnderstandImportSets(String sets, String expression, String value) {
    assertThat(run("(import " + sets + ")\n" + expression)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '!',
      value = {
        "(import (no such))~prog.sps:1:9: library (no such) not found; looked for it in FOLDER",
        "(import (only (rnrs) foo))~prog.sps:1:9: import: foo is not exported by (rnrs)",
        "(import (rnrs (7)))~prog.sps:1:9: library (rnrs) is there, but not in the version "
            + "that is asked for",
        "(import (rnrs) (rename (rnrs) (car cdr)))~prog.sps:1:16: import: rename makes two of cdr",
        "(import (rnrs) (rename (only (rnrs) car) (car cdr)))~prog.sps:1:16: import: cdr is "
            + "imported twice, with different meanings",
        "(import 5)~prog.sps:1:9: import: malformed import set",
        "(import (rnrs) . 5)~prog.sps:1:1: import: malformed form",
        "(library (a) (import) (export)) (import (a))~prog.sps:1:1: library: (export ...) and"
            + " (import ...) must follow the name",
        "(library (a) (export x) (import)) (import (a))~prog.sps:1:22: library (a) exports x, "
            + "which it does not define",
        "(library (a) (export) (import (b))) (library (b) (export) (import (a))) (import (a))~"
            + "prog.sps:1:67: libraries import each other in a circle: (a) -> (b) -> (a)"
      })
  void shouldSayWhatIsWrongWithAnImport(String text, String message) {
    String expected = message.replace("FOLDER", folder.toString());
    assertThatThrownBy(() -> run(text)).isInstanceOf(SyntaxException.class).hasMessage(expected);
  }

  @Test
  void shouldFindLibrariesInFolders() throws IOException {
    write(
        "my/lib.sls",
        "(library (my lib) (export (rename (f g)) mac) (import (rnrs))"
            + " (define secret 20) (define (f x) (+ x secret))"
            + " (define-syntax mac (syntax-rules () ((_ x) (f (+ x 1))))))");
    write(
        "my/other.sld",
        "(define-library (my other) (export h) (import (scheme base))"
            + " (begin (define (h) 'h)))");
    write(
        "srfi/%3a99/odd.scm",
        "(library (srfi :99 odd) (export o) (import (rnrs))" + " (define o 'odd))");
    write("my/lib.loko.sls", Files.readString(folder.resolve("my/lib.sls")).replace("20", "30"));
    assertThat(
            run(
                "(import (rnrs) (my lib) (my other) (srfi :99 odd))"
                    + " (define (f x) 'mine) (list (g 1) (mac 1) (h) o)"))
        .isEqualTo("(31 32 h odd)");
  }

  @Test
  void shouldRunEachLibraryOnceAndInOrder() throws IOException {
    write(
        "log.sls",
        "(library (log) (export add! all) (import (rnrs)) (define items '())"
            + " (define (add! x) (set! items (cons x items))) (define (all) items))");
    write("a.sls", "(library (a) (export a) (import (rnrs) (log)) (define a 1) (add! 'a))");
    write("b.sls", "(library (b) (export b) (import (rnrs) (a) (log)) (define b 2) (add! 'b))");
    assertThat(run("(import (rnrs) (b) (a) (log)) (add! 'program) (all)"))
        .isEqualTo("(program b a)");
  }

  @Test
  void shouldGiveMacrosInstancesOfTheirOwn() throws IOException {
    write(
        "count.sls",
        "(library (count) (export next!) (import (rnrs)) (define n 0)"
            + " (define (next!) (set! n (+ n 1)) n))");
    String program =
        """
        (import (rnrs) (count))
        (define-syntax counted (lambda (x) #`(quote #,(next!))))
        (list (counted) (counted) (next!) (next!))
        """;
    assertThat(run(program)).isEqualTo("(1 2 1 2)");
  }

  @Test
  void shouldIncludeFilesBesideTheLibrary() throws IOException {
    write("inc/body.scm", "(define (twice x) (* 2 x))");
    write(
        "inc/lib.sld",
        "(define-library (inc lib) (export twice) (import (scheme base))"
            + " (include \"body.scm\"))");
    assertThat(run("(import (scheme base) (inc lib)) (twice 4)")).isEqualTo("8");
  }

  @Test
  void shouldChooseByFeatures() {
    assertThat(
            run(
                "(import (scheme base)) (cond-expand ((and r7rs (not foo)) (define x 1))"
                    + " (else (define x 2)))"
                    + " (cond-expand ((library (scheme nothing)) 'no) ((library (rnrs)) x))"))
        .isEqualTo("1");
  }

  @Test
  void shouldSayThatAFileDefinesAnotherLibrary() throws IOException {
    write("x.sls", "(library (y) (export) (import))");
    assertThatThrownBy(() -> run("(import (x))"))
        .hasMessage(
            "prog.sps:1:9: file " + folder.resolve("x.sls") + " does not define library (x)");
  }

  /** The usual layout of R7RS libraries; the file that is included was taken for the library. */
  @Test
  void shouldPassOverAFileThatDefinesNoLibrary() throws IOException {
    write("lib/counter.scm", "(define (count l) (length l))");
    write(
        "lib/counter.sld",
        "(define-library (lib counter) (export count) (import (scheme base))"
            + " (include \"counter.scm\"))");
    assertThat(run("(import (scheme base) (lib counter)) (count '(1 2 3))")).isEqualTo("3");
  }

  @ParameterizedTest
  @CsvSource({".sls", ".ss", ".scm", ".sld", ".loko.sls"})
  void shouldFindALibraryInTheFileThatDefinesIt(String extension) throws IOException {
    for (String other : List.of(".loko.sls", ".sls", ".sld", ".ss", ".scm")) {
      write("a/b" + other, "(define-library (other) (export) (import))");
    }
    write("a/b" + extension, "(library (a b) (export x) (import (rnrs)) (define x 'found))");
    assertThat(run("(import (rnrs) (a b)) x")).isEqualTo("found");
  }

  @Test
  void shouldFindAGuileModuleWithTheNumberOfASrfiByItsFile() throws IOException {
    write("srfi/srfi-999.scm", "(define-module (srfi srfi-999) #:export (x)) (define x 'numbered)");
    String program = "(use-modules (srfi srfi-999)) (display x)";
    assertThat(CachedRun.outcome(program, List.of(folder), null)).isEqualTo("numbered");
  }

  /** A file of that name alone made it true. */
  @Test
  void shouldNotTakeAFileWithoutTheLibraryForTheLibrary() throws IOException {
    write("maybe.scm", "(define x 1)");
    assertThat(
            run(
                "(import (scheme base))"
                    + " (cond-expand ((library (maybe)) 'there) (else 'not-there))"))
        .isEqualTo("not-there");
  }

  @Test
  void shouldNotLetProgramsAssignWhatTheyImport() throws IOException {
    write("v.sls", "(library (v) (export v) (import (rnrs)) (define v 1))");
    assertThatThrownBy(() -> run("(import (rnrs) (v))\n(set! v 2)"))
        .hasMessage("prog.sps:2:7: cannot assign imported variable v");
  }

  @Test
  void shouldRememberDefinitionsAtThePrompt() {
    TestImage image = new TestImage();
    Environment environment = image.manager().environment(List.of());
    image.interactive(environment, "(import (rnrs))");
    image.interactive(environment, "(define (f x) (g x))");
    image.interactive(environment, "(define (g x) (list 'old x))");
    assertThat(image.interactive(environment, "(f 1)")).isEqualTo("(old 1)");
    image.interactive(environment, "(define (g x) (list 'new x))");
    assertThat(image.interactive(environment, "(f 1)")).isEqualTo("(new 1)");
    image.interactive(environment, "(define-syntax m (syntax-rules () ((_ x) (g 'x))))");
    assertThat(image.interactive(environment, "(m y)")).isEqualTo("(new y)");
    image.interactive(environment, "(define car cdr)");
    assertThat(image.interactive(environment, "(car '(1 2))")).isEqualTo("(2)");
  }

  @Test
  void shouldRefuseBottomlessProgramsInOneLine() {
    for (String opening : List.of("(list ", "'", "`(,", "(let ((x ", "(lambda (x) ", "#'(")) {
      String text = "(import (rnrs))\n" + opening.repeat(20_000);
      assertThatThrownBy(() -> run(text)).isInstanceOf(SyntaxException.class);
    }
    String deep = "(import (rnrs))\n" + "(list ".repeat(9_000) + ")".repeat(9_000);
    assertThat(new TestImage().manager().expandProgram(deep, "deep.sps")).isNotNull();
  }

  @Test
  void shouldOnlyEverThrowSyntaxExceptionsAtGarbage() {
    String[] words = {
      "(",
      "(",
      "(",
      ")",
      ")",
      ")",
      "let",
      "lambda",
      "define",
      "define-syntax",
      "syntax-rules",
      "x",
      "y",
      "...",
      "_",
      "1",
      "\"s\"",
      "#(",
      "'",
      "`",
      ",",
      ",@",
      "#'",
      "if",
      "cond",
      "=>",
      "else",
      "case",
      "do",
      "quote",
      "begin",
      "set!",
      "let-syntax",
      "letrec-syntax",
      "syntax-case",
      "with-syntax",
      "define-record-type",
      "fields",
      "mutable",
      "guard",
      "match",
      "parameterize",
      "case-lambda",
      "let-values",
      "define-values",
      "quasisyntax",
      "import",
      "library",
      "export",
      "(rnrs)",
      "delay",
      "assert",
      ".",
      "let*",
      "letrec",
      "named",
      "foo",
      "define-enumeration",
      "define-condition-type",
      "identifier-syntax",
      "include",
      "cond-expand"
    };
    Random random = new Random(20251123);
    TestImage image = new TestImage();
    int wrong = 0;
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder("(import (rnrs) (loko match) (loko))\n");
      int length = 1 + random.nextInt(25);
      int open = 0;
      for (int j = 0; j < length; j++) {
        String word = words[random.nextInt(words.length)];
        open += word.endsWith("(") ? 1 : word.equals(")") ? -1 : 0;
        if (open < 0) {
          word = "x";
          open = 0;
        }
        text.append(word).append(' ');
      }
      text.append(")".repeat(open));
      try {
        image.manager().expandProgram(text.toString(), "f");
      } catch (SyntaxException expected) {
        wrong++;
        assertThat(expected.getMessage()).doesNotContain("\n");
      } catch (SchemeError raised) {
        throw new AssertionError(text.toString(), raised);
      } catch (RuntimeException | StackOverflowError bug) {
        throw new AssertionError(text.toString(), bug);
      }
    }
    assertThat(wrong).isBetween(1, 9_999);
  }
}
