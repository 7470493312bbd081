// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.world.SystemWorld;

/** Modules of an installed Guile, here small ones of the shapes that its own have. */
class InstalledGuileTest {

  @TempDir private Path guile;
  @TempDir private Path own;
  @TempDir private Path cache;

  private void module(String file, String text) throws IOException {
    Path path = guile.resolve(file);
    Files.createDirectories(path.resolveSibling(""));
    Files.writeString(path, text);
  }

  private String run(String program) {
    return run(program, null);
  }

  private String run(String program, @Nullable CacheFolder kept) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    SystemWorld world =
        new SystemWorld(InputStream.nullInputStream(), output, output, List.of("main.scm"));
    ProgramRun run = new ProgramRun(RunSettings.DEFAULT, world, List.of(own), cpu -> Probe.NONE);
    run.useInstalledGuile(List.of(guile));
    if (kept != null) {
      run.useCache(kept);
    }
    String error = "";
    try {
      run.execute(run.load(program, "main.scm"), "main.scm");
    } catch (SyntaxException wrong) {
      error = "! " + wrong.getMessage();
    }
    return output.toString(StandardCharsets.UTF_8) + error;
  }

  @Test
  void shouldLetAMacroUseProceduresOfItsModule() throws IOException {
    module(
        "a/words.scm",
        """
        (define-module (a words) #:export (joined shout))
        (define-macro (joined . words) (join words))
        (define mark "-")
        (define (join words)
          (if (null? (cdr words))
              (symbol->string (car words))
              (string-append (symbol->string (car words)) mark (join (cdr words)))))
        (define-syntax shout
          (lambda (x)
            (syntax-case x ()
              ((_ s) (datum->syntax x (string-upcase (exclaim (syntax->datum #'s))))))))
        (define (exclaim s) (string-append s "!"))
        (define inside (joined here too))
        (export inside)
        """);
    assertThat(run("(use-modules (a words)) (write (list (joined p q) (shout \"a\") inside))"))
        .isEqualTo("(\"p-q\" \"A!\" \"here-too\")");
  }

  @Test
  void shouldRaiseForAMissingNameOnlyWhenItIsReached() throws IOException {
    module(
        "a/partly.scm",
        """
        (define-module (a partly) #:export (works fails never-defined))
        (define (works) 'fine)
        (define (fails) (name-of-another-world 1))
        """);
    String use = "(use-modules (a partly)) (write (works)) ";
    assertThat(run(use)).isEqualTo("fine");
    assertThat(run(use + "(catch 'unbound-variable fails (lambda _ (write 'unbound)))"))
        .isEqualTo("fineunbound");
  }

  @Test
  void shouldRefuseAMissingNameInAModuleOfTheUser() throws IOException {
    Files.writeString(own.resolve("mine.scm"), "(define-module (mine)) (define (f) (missing 1))");
    assertThat(run("(use-modules (mine))")).startsWith("! ").contains("missing");
  }

  @Test
  void shouldTakeAFileFromThePath() throws IOException {
    module("a/upstream/part.scm", "(define (part) 'included)");
    module(
        "a/whole.scm",
        """
        (define-module (a whole) #:export (part))
        (include-from-path "a/upstream/part.scm")
        """);
    assertThat(run("(use-modules (a whole)) (write (part))")).isEqualTo("included");
    module("a/whole.scm", "(define-module (a whole)) (include-from-path \"no/such.scm\")");
    assertThat(run("(use-modules (a whole))")).contains("no file \"no/such.scm\" in " + own);
  }

  @Test
  void shouldFindTheSecondModuleOfAFile() throws IOException {
    module(
        "a/two.scm",
        """
        (define-module (a two) #:export (one))
        (define one 1)
        (define-module (a two inner) #:use-module (a two) #:export (both))
        (define both (+ one 1))
        """);
    assertThat(run("(use-modules (a two) (a two inner)) (write (list one both))"))
        .isEqualTo("(1 2)");
  }

  @Test
  void shouldLetModulesUseEachOtherInACircle() throws IOException {
    module(
        "a/even.scm",
        """
        (define-module (a even) #:use-module (a even) #:export (is-even?) #:use-module (a odd))
        (define (is-even? n) (or (= n 0) (is-odd? (- n 1))))
        """);
    module(
        "a/odd.scm",
        """
        (define-module (a odd) #:export (is-odd?) #:use-module (a even))
        (define (is-odd? n) (and (> n 0) (is-even? (- n 1))))
        """);
    assertThat(run("(use-modules (a even)) (write (list (is-even? 10) (is-even? 7)))"))
        .isEqualTo("(#t #f)");
  }

  @Test
  void shouldLoadWhatIsAutoloadedOnlyWhenItIsUsed() throws IOException {
    module("a/heavy.scm", "(define-module (a heavy) #:export (lift)) (define (lift) (quote up))");
    module(
        "a/light.scm",
        """
        (define-module (a light) #:autoload (a heavy) (lift) #:autoload (a absent) (other)
          #:export (go))
        (define (go) (lift))
        """);
    assertThat(run("(use-modules (a light)) (write (go))")).isEqualTo("up");
  }

  @Test
  void shouldFindASrfiUnderGuilesName() throws IOException {
    module("srfi/srfi-997.scm", "(define-module (srfi srfi-997) #:export (x)) (define x 'there)");
    assertThat(run("(use-modules (srfi srfi-997)) (write x)")).isEqualTo("there");
  }

  @Test
  void shouldPreferTheModulesOfTheUser() throws IOException {
    module("m.scm", "(define-module (m) #:export (x)) (define x 'installed)");
    Files.writeString(own.resolve("m.scm"), "(define-module (m) #:export (x)) (define x 'own)");
    assertThat(run("(use-modules (m)) (write x)")).isEqualTo("own");
  }

  @Test
  void shouldReadAModuleInTheEncodingThatItNames() throws IOException {
    Path file = guile.resolve("latin.scm");
    String text =
        ";;; -*- coding: iso-8859-1 -*-\n"
            + "(define-module (latin) #:export (x)) (define x \"\u00fc\")";
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(run("(use-modules (latin)) (display x)")).isEqualTo("\u00fc");
    Files.write(file, text.replace("iso", "").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(run("(use-modules (latin))")).contains("not valid UTF-8");
  }

  @Test
  void shouldPassOverTextsThatExplainForms() throws IOException {
    module(
        "a/texts.scm",
        """
        (define-module (a texts) #:export (twice f g))
        (define-syntax twice (syntax-rules () "Says it twice." ((_ x) (list x x))))
        (define f (case-lambda "One or two." ((a) a) ((a b) b)))
        (define g (case-lambda* "Some." ((a #:optional b) (list a b))))
        """);
    assertThat(run("(use-modules (a texts)) (write (list (twice 1) (f 1 2) (g 3)))"))
        .isEqualTo("((1 1) 2 (3 #f))");
  }

  @Test
  void shouldExportInsideOfAnExpressionWhatIsDefined() throws IOException {
    module(
        "a/some.scm",
        """
        (define-module (a some))
        (define x 'defined)
        (if (defined? 'x) (export x))
        (if (defined? 'y) (export y))
        (cond-expand (guile-3 (define-public here 'guile)) (else (define-public here 'not)))
        """);
    assertThat(run("(use-modules (a some)) (write (list x here))")).isEqualTo("(defined guile)");
  }

  @Test
  void shouldSayWhereAMissingModuleWasLookedFor() {
    assertThat(run("(use-modules (a nowhere))"))
        .contains("library (a nowhere) not found; looked for it in")
        .contains(own.toString())
        .contains(guile.toString());
  }

  /** As the parser of XML of Guile's does it. */
  @Test
  void shouldExpandAModuleAgainWhenAFileHasChangedThatItsMacroReads() throws IOException {
    module("a/data.scm", "(define x 'first)");
    module(
        "a/reader.scm",
        """
        (define-module (a reader) #:export (x))
        (define-syntax taken
          (lambda (form)
            (syntax-case form ()
              ((_ file)
               (begin
                 (display "reading ")
                 (datum->syntax form
                   (with-input-from-file (%search-load-path (syntax->datum #'file)) read)))))))
        (taken "a/data.scm")
        """);
    CacheFolder kept = new CacheFolder(cache, "this");
    String program = "(use-modules (a reader)) (write x)";
    assertThat(run(program, kept)).isEqualTo("reading first");
    assertThat(run(program, kept)).isEqualTo("first");
    module("a/data.scm", "(define x 'second)");
    assertThat(run(program, kept)).isEqualTo("reading second");
  }

  /** The macro writes when it expands something. */
  @Test
  void shouldExpandAModuleOnce() throws IOException {
    module(
        "a/base.scm",
        """
        (define-module (a base) #:export (loud))
        (define-syntax loud (lambda (x) (display "expanding ") #'(hidden)))
        (define (hidden) 'value)
        """);
    module(
        "a/top.scm",
        """
        (define-module (a top) #:use-module ((a base) #:prefix b:) #:export (x y lacks))
        (define x (b:loud))
        (define y ((@@ (a base) hidden)))
        (define (lacks) (name-of-another-world))
        """);
    CacheFolder kept = new CacheFolder(cache, "this");
    String program =
        "(use-modules (a top)) (write (list x y)) (write ((@@ (a base) hidden)))"
            + "(catch 'unbound-variable lacks (lambda _ (display \"unbound\")))";
    assertThat(run(program, kept)).isEqualTo("expanding (value value)valueunbound");
    assertThat(run(program, kept)).isEqualTo("(value value)valueunbound");
    module("a/base.scm", Files.readString(guile.resolve("a/base.scm")).replace("value", "other"));
    assertThat(run(program, kept)).isEqualTo("expanding (other other)otherunbound");
  }
}
