// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

  private static final String LEAKING =
      """
      (import (rnrs) (loko system fibers))
      (define (worker requests)
        (guard (e (#t (display "failed")))
          (let ((request (get-message requests)))
            (unless (eq? request 'stop)
              (worker requests)))))
      (run-fibers
        (lambda ()
          (let ((requests (make-channel)))
            (spawn-fiber (lambda () (worker requests)))
            (let loop ((i 0))
              (when (< i 300)
                (put-message requests i)
                (loop (+ i 1))))
            (put-message requests 'stop)
            (display "done")
            (newline))))
      """;

  @TempDir static Path folder;
  private static Command command;
  private static Command.Result recorded;

  @BeforeAll
  static void record() throws IOException {
    command = new Command(folder);
    Files.writeString(folder.resolve("leaking.sps"), LEAKING);
    recorded = command.lokoscope("record", "-o", "trace", "leaking.sps");
  }

  @Test
  void shouldFindByAQueryAndPointAtWhatIsWrongWithOne() throws IOException {
    Command.Result found = command.lokoscope("find", "trace", "state:get", "--limit", "2");
    assertThat(found.status()).isZero();
    assertThat(found.output().lines()).hasSize(2).allMatch(line -> line.contains("blocked-get"));
    assertThat(found.errors()).contains("stopped after 2 intervals");
    Command.Result count = command.lokoscope("find", "trace", "type:fiberSpawned", "--count");
    assertThat(count.output()).isEqualTo("2\n");
    Command.Result none = command.lokoscope("find", "trace", "zzz");
    assertThat(none.status()).isZero();
    assertThat(none.output()).isEmpty();
    assertThat(none.errors()).isEqualTo("nothing found");
    Command.Result wrong = command.lokoscope("find", "trace", "main stat:get");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.errors())
        .isEqualTo(
            "lokoscope: there is no key stat; did you mean state?\n  main stat:get\n       ^");
  }

  @Test
  void shouldShowTheSchedulerAtAnInstant() throws IOException {
    Command.Result shown = command.lokoscope("state", "trace");
    assertThat(shown.status()).isZero();
    assertThat(shown.output()).startsWith("At ").contains("CPU 0:", "Run queue:");
    Command.Result json = command.lokoscope("state", "trace", "--at", "0", "--format", "json");
    assertThat(json.output()).contains("\"events\" : ");
    assertThat(command.lokoscope("state", "trace", "--at", "soon").status()).isEqualTo(2);
  }

  @Test
  void shouldSayWhyAFiberWaitedAndWhatTookLong() {
    Command.Result why = command.lokoscope("why", "trace", "worker");
    assertThat(why.status()).isZero();
    assertThat(why.output()).startsWith("worker was ").contains("\n  ");
    Command.Result nobody = command.lokoscope("why", "trace", "zzz");
    assertThat(nobody.errors()).isEqualTo("no such fiber");
    Command.Result top = command.lokoscope("top", "trace", "worker", "--format", "csv");
    assertThat(top.output().lines()).hasSize(2).last().asString().startsWith("\"worker\",");
    assertThat(command.lokoscope("top", "trace", "--sort", "size").errors())
        .isEqualTo(
            "lokoscope: --sort: expected one of running, ready, blocked, sleeping, not size");
  }

  @Test
  void shouldPassTheProgramsOutputThroughAndSayWhereTheTraceIs() {
    assertThat(recorded.status()).isZero();
    assertThat(recorded.output()).isEqualTo("done\n");
    assertThat(recorded.errors()).isEqualTo("lokoscope: the trace is in trace");
  }

  @Test
  void shouldNameTheLineThatLeaks() {
    Command.Result text = command.lokoscope("report", "trace");
    assertThat(text.status()).isZero();
    assertThat(text.output()).contains("Verdict: leak", "leaking.sps:3:3");
    Command.Result json =
        command.lokoscope("report", "trace", "--format", "json", "--fail-on", "leak");
    assertThat(json.status()).isEqualTo(3);
    assertThat(json.output()).contains("\"continuation-growth\"");
  }

  @Test
  void shouldFailOnWhatAProjectDoesNotLetPass() {
    assertThat(status("--fail-on", "winder-growth,inconclusive")).isZero();
    assertThat(status("--fail-on", "stale-waiters,continuation-growth")).isEqualTo(3);
    assertThat(status("--max-bytes-per-resume", "1")).isEqualTo(3);
    assertThat(status("--max-bytes-per-resume", "10000")).isZero();
    Command.Result wrong = command.lokoscope("report", "trace", "--fail-on", "leeks");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.errors()).startsWith("lokoscope: --fail-on: expected leak, inconclusive or");
  }

  private static int status(String... options) {
    return command
        .lokoscope(
            Stream.concat(Stream.of("report", "trace"), Stream.of(options)).toArray(String[]::new))
        .status();
  }

  @Test
  void shouldWriteAReportIntoAFile() throws IOException {
    Command.Result written =
        command.lokoscope("report", "trace", "--format", "sarif", "-o", "leaks.sarif");
    assertThat(written.output()).isEmpty();
    assertThat(Files.readString(folder.resolve("leaks.sarif"))).contains("\"2.1.0\"");
  }

  @Test
  void shouldSayWhatTwoTracesDifferIn() {
    Command.Result same = command.lokoscope("compare", "trace", "trace", "--fail-on-new");
    assertThat(same.status()).isZero();
    assertThat(same.output()).contains("Still there: continuation-growth at leaking.sps:3:3");
  }

  @Test
  void shouldStopAProgramWhoseContinuationGrowsTooLarge() {
    Command.Result grown =
        command.lokoscope("run", "--max-continuation-words", "500", "leaking.sps");
    assertThat(grown.status()).isNotZero();
    assertThat(grown.errors())
        .contains("leaking.sps:4:20", "more than the limit of 500 (--max-continuation-words)");
    assertThat(
            command.lokoscope("run", "--max-continuation-words", "100000", "leaking.sps").status())
        .isZero();
  }

  @Test
  void shouldTellWhatATraceHoldsAndThatItIsWhole() {
    assertThat(command.lokoscope("info", "trace").output()).contains("fiberSuspended");
    Command.Result verified = command.lokoscope("verify", "trace");
    assertThat(verified.status()).isZero();
    assertThat(verified.output()).contains("intact");
  }

  /** They used to end with 0 where verify gave 4: a script took "inconclusive" for an answer. */
  @Test
  void shouldTellByItsStatusThatWhatItShowsIsOfADamagedTrace() throws IOException {
    Path damaged = Files.createDirectories(folder.resolve("damaged"));
    try (Stream<Path> files = Files.walk(folder.resolve("trace"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = damaged.resolve(folder.resolve("trace").relativize(file));
        Files.createDirectories(copy.getParent());
        boolean queue = file.toString().endsWith(".cq4");
        Files.write(copy, queue ? new byte[4096] : Files.readAllBytes(file));
      }
    }
    for (String what : new String[] {"info", "report", "verify"}) {
      Command.Result shown = command.lokoscope(what, "damaged");
      assertThat(shown.status()).as(what).isEqualTo(4);
      assertThat(shown.errors()).as(what).doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeline", "leaks", "flame"})
  void shouldDrawPicturesWithoutADisplay(String view) throws IOException {
    Command.Result drawn =
        command.lokoscope(
            "snapshot", "trace", "-o", view + ".png", "--view", view, "--size", "900x600");
    assertThat(drawn.errors()).isEmpty();
    BufferedImage image = ImageIO.read(folder.resolve(view + ".png").toFile());
    assertThat(image.getWidth()).isEqualTo(900);
    assertThat(image.getHeight()).isEqualTo(600);
    assertThat(colours(image)).isGreaterThan(40);
  }

  private static long colours(BufferedImage image) {
    return IntStream.range(0, 900 * 600)
        .map(i -> image.getRGB(i % 900, i / 900))
        .distinct()
        .count();
  }

  @Test
  void shouldExportEventsAsATable() throws IOException {
    assertThat(command.lokoscope("export", "trace", "--to", "csv", "-o", "e.csv").status())
        .isZero();
    assertThat(Files.readAllLines(folder.resolve("e.csv")))
        .hasSizeGreaterThan(1000)
        .first()
        .asString()
        .startsWith("time_ns,cpu,event");
  }

  @Test
  void shouldStartProgramsAndReportsWithoutTheWindowsClasses() {
    for (String[] arguments :
        new String[][] {{"run", "leaking.sps"}, {"info", "trace"}, {"report", "trace"}}) {
      Command.Result result = command.run(List.of("-Xlog:class+load"), arguments);
      assertThat(result.status()).isZero();
      assertThat(result.output())
          .contains("org.lokoscope.gui.cli.Main")
          .doesNotContain(" javafx.", "org.lokoscope.gui.window", "org.jfree", " atlantafx.");
    }
  }

  @Test
  void shouldEvaluateFormsFromAPipe() {
    Command.Result done = command.fed("(define (f x)\n  (* x 2))\n(f 21)\n", "repl");
    assertThat(done).isEqualTo(new Command.Result(0, "42\n", ""));
    Command.Result failed = command.fed("(car 5)\n(+ 1 1)\n", "repl");
    assertThat(failed.status()).isEqualTo(1);
    assertThat(failed.output()).isEqualTo("2\n");
    assertThat(failed.errors()).startsWith("stdin:1:1: error in car:");
  }

  private void shouldFail(int status, String line, String... arguments) {
    Command.Result result = command.lokoscope(arguments);
    assertThat(result.status()).as(String.join(" ", arguments)).isEqualTo(status);
    assertThat(result.errors().lines().findFirst().orElse(""))
        .startsWith("lokoscope: ")
        .contains(line);
    assertThat(result.errors()).doesNotContain("\tat ");
  }

  @Test
  void shouldFailWithOneClearLineAndItsStatus() throws IOException {
    Files.writeString(folder.resolve("cut.sps"), "(import (rnrs))\n(display (+ 1");
    Files.write(folder.resolve("binary.sps"), new byte[] {0x7f, 'E', 'L', 'F', (byte) 0xff, 0});
    Files.createDirectories(folder.resolve("nothing"));
    shouldFail(4, "nothing", "info", "nothing");
    shouldFail(4, "absent", "report", "absent");
    shouldFail(1, "cut.sps:2:", "run", "cut.sps");
    shouldFail(1, "binary.sps", "record", "-o", "binary", "binary.sps");
    shouldFail(2, "no such file", "run", "absent.sps");
    shouldFail(2, "--size", "snapshot", "trace", "-o", "x.png", "--size", "big");
    shouldFail(2, "one of timeline, leaks", "snapshot", "trace", "-o", "x.png", "--view", "sky");
    shouldFail(2, "--range", "snapshot", "trace", "-o", "x.png", "--range", "2s..1s");
    shouldFail(2, "its directory does not exist", "snapshot", "trace", "-o", "no/x.png");
    shouldFail(2, "neither a command nor", "frobnicate");
    shouldFail(2, "no display", "trace");
    shouldFail(2, "expected callcc or delimited", "run", "--fibers", "cps", "leaking.sps");
    shouldFail(2, "PID 1: no reachable lokoscope run", "dump", "1");
    assertThat(folder.resolve("binary")).doesNotExist();
  }

  @Test
  void shouldWriteReportAndPicturesWhenTheDemoHasNoDisplay() {
    Command.Result demo = command.lokoscope("demo");
    assertThat(demo.errors()).isEmpty();
    assertThat(demo.status()).isZero();
    assertThat(demo.output()).contains("lokoscope-demo");
    for (String file :
        List.of("report.txt", "report.json", "report.html", "timeline.png", "leaks.png")) {
      assertThat(folder.resolve("lokoscope-demo").resolve(file)).isNotEmptyFile();
    }
  }
}
