// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.world.SystemWorld;

/** Libraries say so when they are expanded: a macro in each prints its name at expansion time. */
class LibraryCacheTest {

  private static final String HELPER =
      """
      (library (helper)
        (export twice announce upcase-twice)
        (import (rnrs))
        (define-syntax announce
          (lambda (x)
            (syntax-case x () ((_ s) (begin (display (syntax->datum #'s)) #'(begin))))))
        (announce "[helper]")
        (define (twice x) (* 2 x))
        (define (upcase-twice s) (string-append (string-upcase s) (string-upcase s))))
      """;

  private static final String SHAPES =
      """
      (library (shapes)
        (export area make-square square? my-if ten counter bump! swap! colour circle-of loud)
        (import (rnrs) (for (helper) run expand))
        (announce "[shapes]")
        (define-record-type square (fields side))
        (define (area s) (* (square-side s) (square-side s)))
        (define-syntax my-if
          (syntax-rules (then else)
            ((_ c then a else b) (cond (c a) (else b)))))
        (define-syntax ten (identifier-syntax (hidden 5)))
        (define (hidden x) (twice x))
        (define count 0)
        (define (counter) count)
        (define-syntax bump! (syntax-rules () ((_) (set-count!))))
        (define (set-count!) (set! count (+ count 1)))
        (define-syntax swap!
          (lambda (x)
            (syntax-case x ()
              ((_ a b) (and (identifier? #'a) (identifier? #'b))
               #'(let ((tmp a)) (set! a b) (set! b tmp))))))
        (define-enumeration colour (red green) colours)
        (define-syntax circle-of
          (make-variable-transformer
            (lambda (x) (syntax-case x (set!) ((set! _ v) #'(list 'set v)) (_ #'"circle")))))
        (define-syntax loud
          (lambda (x)
            (syntax-case x ()
              ((_ s) (datum->syntax #'_ (upcase-twice (syntax->datum #'s))))))))
      """;

  private static final String PROGRAM =
      """
      (import (rnrs) (shapes))
      (define x 1)
      (define tmp 2)
      (swap! x tmp)
      (bump!)
      (write (list (area (make-square 3)) (my-if #f then 1 else 2) ten (counter) x tmp
                   (colour red) circle-of (set! circle-of 5) (loud "ab")))
      """;

  private static final String RESULT = "(9 2 10 1 2 1 red \"circle\" (set 5) \"ABAB\")";

  @TempDir private Path folder;
  private Path cache;

  @BeforeEach
  void write() throws IOException {
    cache = folder.resolve("cache");
    Files.writeString(folder.resolve("shapes.sls"), SHAPES);
    Files.writeString(folder.resolve("helper.sls"), HELPER);
  }

  private String run() {
    return run(new CacheFolder(cache, "this"));
  }

  private String run(CacheFolder used) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    SystemWorld world =
        new SystemWorld(InputStream.nullInputStream(), output, output, List.of("prog.sps"));
    ProgramRun run = new ProgramRun(RunSettings.DEFAULT, world, List.of(folder), cpu -> Probe.NONE);
    run.useCache(used);
    run.execute(run.load(PROGRAM, "prog.sps"), "prog.sps");
    return output.toString(StandardCharsets.UTF_8);
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.sorted().toList();
    }
  }

  @Test
  void shouldExpandALibraryOnceAndMeanTheSameEverAfter() throws IOException {
    assertThat(run()).contains("[helper]", "[shapes]").endsWith(RESULT);
    assertThat(entries()).hasSize(2);
    assertThat(run()).isEqualTo(RESULT);
    assertThat(run()).isEqualTo(RESULT);
    assertThat(entries()).hasSize(2);
  }

  @Test
  void shouldExpandAnewWhatHasChangedAndWhatDependsOnIt() throws IOException {
    run();
    Files.writeString(folder.resolve("shapes.sls"), SHAPES.replace("(hidden 5)", "(hidden 6)"));
    assertThat(run()).contains("[shapes]", " 12 ").doesNotContain("[helper]");
    Files.writeString(folder.resolve("helper.sls"), HELPER.replace("(* 2 x)", "(* 3 x)"));
    assertThat(run()).contains("[shapes]", " 18 ", "[helper]");
    assertThat(run()).contains(" 18 ").doesNotContain("[");
  }

  @Test
  void shouldExpandAnewWhenAnIncludedFileOrASearchChanges() throws IOException {
    Files.writeString(
        folder.resolve("shapes.sls"),
        SHAPES
            .replace("(import (rnrs) ", "(import (rnrs) (only (scheme base) include cond-expand) ")
            .replace(
                "(define count 0)",
                "(include \"count.scm\")"
                    + "(cond-expand ((library (extra)) (announce \"[extra]\")) (else (begin)))"));
    Files.writeString(folder.resolve("count.scm"), "(define count 10)");
    assertThat(run()).contains("[shapes]", " 11 ");
    assertThat(run()).contains(" 11 ").doesNotContain("[");
    Files.writeString(folder.resolve("count.scm"), "(define count 20)");
    assertThat(run()).contains("[shapes]", " 21 ").doesNotContain("[extra]");
    Files.writeString(folder.resolve("extra.sls"), "(library (extra) (export) (import (rnrs)))");
    assertThat(run()).contains("[extra]", " 21 ");
  }

  private String run(String program) {
    return CachedRun.outcome(program, List.of(folder), new CacheFolder(cache, "this"));
  }

  /**
   * Two libraries that do not import each other both have {@code #\\newline}, of which the JVM has
   * one. The entry of the second named it by its number in the entry of the first: 97 came out.
   */
  @Test
  void shouldKeepTheConstantsOfALibraryWhenAnotherOneChanges() throws IOException {
    Files.writeString(
        folder.resolve("answer.sls"),
        "(library (answer) (export answer) (import (rnrs))"
            + " (define (answer) (char->integer #\\newline)))");
    String program = "(import (rnrs) (other) (answer)) (other) (display (answer))";
    for (String order : List.of("#\\newline #\\a #\\b", "#\\a #\\newline #\\b")) {
      Files.writeString(
          folder.resolve("other.sls"),
          "(library (other) (export other) (import (rnrs)) (define (other) (list " + order + ")))");
      assertThat(run(program)).isEqualTo("10");
      assertThat(run(program)).isEqualTo("10");
    }
  }

  /** What the macro got at the first expansion was there for ever. */
  @Test
  void shouldNotKeepWhatAMacroGotFromOutside() throws IOException {
    Path data = folder.resolve("data");
    Files.writeString(
        folder.resolve("embed.sls"),
        "(library (embed) (export embed text) (import (rnrs))"
            + " (define (text) (call-with-input-file \""
            + data
            + "\" read))"
            + " (define-syntax embed (lambda (x) (syntax-case x ()"
            + " ((k) (datum->syntax #'k (call-with-input-file \""
            + data
            + "\" read)))))))");
    Files.writeString(
        folder.resolve("direct.sls"),
        "(library (direct) (export direct) (import (rnrs) (embed)) (define (direct) (embed)))");
    Files.writeString(
        folder.resolve("known.sls"),
        "(library (known) (export known) (import (rnrs) (for (embed) expand))"
            + " (define known (text)))");
    Files.writeString(
        folder.resolve("through.sls"),
        "(library (through) (export through) (import (rnrs) (for (known) expand))"
            + " (define-syntax through (lambda (x) (syntax-case x () ((k)"
            + " (datum->syntax #'k known))))))");
    Files.writeString(
        folder.resolve("user.sls"),
        "(library (user) (export user) (import (rnrs) (through)) (define (user) (through)))");
    String program = "(import (rnrs) (direct) (user)) (write (list (direct) (user)))";
    for (String text : List.of("1", "2", "3")) {
      Files.writeString(data, text);
      assertThat(run(program)).isEqualTo("(" + text + " " + text + ")");
    }
  }

  /** A record has its type from the macro's own instance of the library. */
  @Test
  void shouldNotKeepObjectsThatAMacroHasMade() throws IOException {
    Files.writeString(
        folder.resolve("made.sls"),
        "(library (made) (export made) (import (rnrs))"
            + " (define-syntax m (lambda (x) (syntax-case x () ((k) #`(quote"
            + " #,(datum->syntax #'k (make-message-condition \"made\")))))))"
            + " (define (made) (condition-message (m))))");
    String program = "(import (rnrs) (made)) (write (made))";
    assertThat(run(program)).isEqualTo("\"made\"");
    assertThat(run(program)).isEqualTo("\"made\"");
  }

  /**
   * A program may define a library that it used to find in a file; if that one is wrong, the file
   * is no help.
   */
  @Test
  void shouldReportAnErrorInALibraryOfTheProgramThatIsAlsoInAFile() {
    String program = "(import (rnrs) (shapes)) (write ten)";
    assertThat(run(program)).endsWith("10");
    String wrong = "(library (helper) (export x) (import (rnrs)))";
    assertThat(run(wrong + program)).contains("exports x, which it does not define");
  }

  /** {@code cond-expand} asks before the import that brings the library along. */
  @Test
  void shouldAskAgainInTheOrderOfTheExpansion() throws IOException {
    Files.writeString(
        folder.resolve("asks.sls"),
        "(define-library (asks) (export asks)"
            + " (cond-expand ((library (late)) (begin (define (asks) 'found)))"
            + " (else (begin (define (asks) 'missing))))"
            + " (import (scheme base) (brings)))");
    String brings = "(library (brings) (export) (import (rnrs)))";
    Files.writeString(folder.resolve("brings.sls"), brings);
    String program = "(import (rnrs) (asks)) (write (asks))";
    assertThat(run(program)).isEqualTo("missing");
    Files.writeString(
        folder.resolve("brings.sls"), brings + "(library (late) (export) (import (rnrs)))");
    assertThat(run(program)).isEqualTo("missing");
  }

  /** The other one was taken, because the replay of the imports had declared it. */
  @Test
  void shouldTakeALibraryFromItsOwnFileIfAnImportBringsOneOfThatName() throws IOException {
    Files.writeString(
        folder.resolve("right.sls"),
        "(library (right) (export x) (import (rnrs) (brings)) (define x 'right))");
    String brings = "(library (brings) (export) (import (rnrs)))";
    Files.writeString(folder.resolve("brings.sls"), brings);
    String program = "(import (rnrs) (right)) (write x)";
    assertThat(run(program)).isEqualTo("right");
    Files.writeString(
        folder.resolve("brings.sls"),
        brings + "(library (right) (export x) (import (rnrs)) (define x 'wrong))");
    assertThat(run(program)).isEqualTo("right");
  }

  private byte[] damaged(byte[] bytes, int way, SplittableRandom random) {
    return switch (way) {
      case 0 -> new byte[0];
      case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 2 -> "something else".repeat(20).getBytes(StandardCharsets.UTF_8);
      default -> {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
    };
  }

  @Test
  void shouldRebuildWhatIsDamaged() throws IOException {
    run();
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 8; round++) {
      for (Path entry : entries()) {
        Files.write(entry, damaged(Files.readAllBytes(entry), round % 4, random));
      }
      assertThat(run()).contains("[helper]", "[shapes]").endsWith(RESULT);
      assertThat(run()).isEqualTo(RESULT);
    }
  }

  /** The digest is right, but the content ends too early. */
  @Test
  void shouldRebuildWhatIsWholeButMakesNoSense() throws IOException {
    run();
    SplittableRandom random = new SplittableRandom(2);
    CacheFolder direct = new CacheFolder(cache, "this");
    for (int round = 0; round < 10; round++) {
      for (Path entry : entries()) {
        byte[] content = Objects.requireNonNull(direct.read(entry.getFileName().toString()));
        content = Arrays.copyOf(content, random.nextInt(content.length));
        direct.write(entry.getFileName().toString(), content);
      }
      assertThat(run()).endsWith(RESULT);
    }
  }

  @Test
  void shouldNotUseWhatAnotherBuildHasWritten() {
    run(new CacheFolder(cache, "other"));
    assertThat(run()).contains("[shapes]").endsWith(RESULT);
    assertThat(run(new CacheFolder(cache, "other"))).isEqualTo(RESULT);
  }

  @Test
  void shouldDoWithoutACacheWhereItCannotWrite() throws IOException {
    Files.writeString(cache, "a file where the directory should be");
    assertThat(run()).contains("[shapes]").endsWith(RESULT);
    assertThat(run()).contains("[shapes]").endsWith(RESULT);
  }

  @Test
  void shouldReportAnErrorInALibraryEachTime() throws IOException {
    run();
    Files.writeString(
        folder.resolve("helper.sls"), "(library (helper) (export x) (import (rnrs)))");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::run)
          .isInstanceOf(SyntaxException.class)
          .hasMessageContaining("exports x, which it does not define");
    }
  }
}
