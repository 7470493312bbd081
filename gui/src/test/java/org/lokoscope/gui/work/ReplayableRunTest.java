// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.debug.Breakpoint;
import org.lokoscope.runtime.debug.Debuggee;
import org.lokoscope.runtime.debug.Debugger;
import org.lokoscope.runtime.debug.Reversal;
import org.lokoscope.runtime.debug.Stop;
import org.lokoscope.runtime.debug.Values;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.samples.Sample;
import org.lokoscope.samples.SampleCatalogue;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.export.PerfettoExport;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

@Timeout(300)
final class ReplayableRunTest {

  private static final String SECRET = "a-private-word";

  private static final String READS =
      """
      (import (scheme base) (scheme write) (scheme time) (scheme process-context)
              (srfi 27) (loko system fibers))
      (define lines (make-channel))
      (spawn-fiber
        (lambda ()
          (let loop ((line (read-line)))
            (put-message lines line)
            (unless (eof-object? line) (loop (read-line))))))
      (let loop ((line (get-message lines)))
        (unless (eof-object? line)
          (write (list line (random-integer 1000000) (current-jiffy) (current-second)
                       (cdr (command-line))))
          (newline)
          (if (odd? (random-integer 9)) (yield-current-task))
          (loop (get-message lines))))
      (exit 7)
      """;

  private static final RecordSettings REPLAYABLE =
      new RecordSettings(
          RecordSettings.DEFAULT.filter(), RecordSettings.DEFAULT.retention(), 0, 0, true);

  @TempDir Path folder;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private Path trace() {
    return folder.resolve("trace");
  }

  private Path program(String text) throws IOException {
    return Files.writeString(folder.resolve("program.sps"), text);
  }

  private int record(Path program, LaunchSettings settings) {
    return record(
        program, settings, new ByteArrayInputStream((SECRET + "\nb\nc\n").getBytes(UTF_8)));
  }

  private int record(Path program, LaunchSettings settings, InputStream input) {
    try (Console console = new Console(trace().resolve("console.txt"), true)) {
      SystemWorld shown = new SystemWorld(input, output, output, commandLine(program));
      return ReplayableRun.record(program, settings, REPLAYABLE, trace(), console, shown);
    }
  }

  /** The samples would take an argument for a number. */
  private static List<String> commandLine(Path program) {
    return program.endsWith("program.sps")
        ? List.of(program.toString(), "argument")
        : List.of(program.toString());
  }

  private Path sample(String name) throws IOException {
    for (String file : List.of(name + ".sps", "mailbox-lib.sls", "processes-lib.sls")) {
      try (InputStream in = SampleCatalogue.class.getResourceAsStream(file)) {
        Files.write(folder.resolve(file), in.readAllBytes());
      }
    }
    return folder.resolve(name + ".sps");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldRepeatEverySample(String name) throws IOException {
    assertThat(record(sample(name), LaunchSettings.DEFAULT)).isZero();
    ReplayableRun.Result result = ReplayableRun.replay(trace());
    assertThat(result.differences()).isEmpty();
    assertThat(result.notes()).isEmpty();
    assertThat(result.events()).isGreaterThan(300);
  }

  static List<String> samples() {
    return SampleCatalogue.all().stream().map(Sample::name).toList();
  }

  @Test
  void shouldRepeatProcessesOnTwoCpusWithPreemption() throws IOException {
    LaunchSettings settings =
        new LaunchSettings(
            LaunchSettings.DEFAULT.fibers(),
            2,
            OptionalLong.of(4),
            List.of(),
            Optional.empty(),
            false,
            true,
            false,
            false,
            OptionalLong.empty(),
            true);
    assertThat(record(sample("processes"), settings)).isZero();
    assertThat(ReplayableRun.replay(trace()).differences()).isEmpty();
  }

  @Test
  void shouldRepeatRandomPrograms() throws IOException {
    int count = Integer.getInteger("lokoscope.replay.programs", 12);
    for (int seed = 1; seed <= count; seed++) {
      Path program = program(new RandomProgram(seed, folder.resolve("file")).text());
      int status = record(program, LaunchSettings.DEFAULT);
      ReplayableRun.Result result = ReplayableRun.replay(trace());
      assertThat(result.differences()).as("seed %d, status %d", seed, status).isEmpty();
      Exploration.delete(trace());
    }
  }

  private static final String OUTSIDE =
      """
      (import (rnrs) (lokoscope os) (lokoscope net) (srfi 170) (loko system fibers)
              (only (scheme base) read-bytevector))
      (define (say . xs) (for-each display xs) (newline))
      (define (failing thunk)
        (guard (e (#t (condition-message e))) (thunk)))
      (define (text port) (transcoded-port port (native-transcoder)))
      (call-with-output-file "written.txt" (lambda (p) (write '(1 2 3) p)))
      (say (call-with-input-file "written.txt" read))
      (say (failing (lambda () (open-input-file "not-there"))))
      (create-directory "made")
      (rename-file "written.txt" "made/renamed.txt")
      (say (directory-files "made"))
      (delete-file "made/renamed.txt")
      (say (file-exists? "made/renamed.txt") (file-exists? "made"))
      (say (get-bytevector-n (open-file-input-port "/dev/urandom") 8))
      (let ((c (spawn-command '("cat"))))
        (let ((in (text (command-input c))))
          (put-string in "to the command\n")
          (close-port in))
        (say (get-line (text (command-output c))) (wait-for-command c)))
      (let ((c (spawn-command '("sh" "-c" "echo x >> counted.txt; date +%N; exit 3"))))
        (say (get-line (text (command-output c))) (command-id c) (wait-for-command c)))
      (let ((listener (tcp-listen "127.0.0.1" 0)))
        (spawn-fiber
          (lambda ()
            (let ((out (connection-output-port (tcp-accept listener))))
              (put-bytevector out (get-bytevector-n (open-file-input-port "/dev/urandom") 5))
              (close-port out))))
        (let* ((c (tcp-connect "127.0.0.1" (tcp-listener-port listener))))
          (say (get-bytevector-all (connection-input-port c)))))
      (say (failing (lambda () (tcp-connect "127.0.0.1" 1))))
      """;

  @Test
  void shouldRepeatFilesCommandsAndSocketsAndDoNothingOfItAgain() throws IOException {
    Path program = program(inFolder(OUTSIDE));
    assertThat(record(program, LaunchSettings.DEFAULT)).as(output.toString(UTF_8)).isZero();
    assertThat(output.toString(UTF_8)).contains("(1 2 3)", "to the command0", "(renamed.txt)");
    Path counted = folder.resolve("counted.txt");
    assertThat(counted).hasContent("x");
    Files.delete(folder.resolve("made"));
    ReplayableRun.Result result = ReplayableRun.replay(trace());
    assertThat(result.differences()).isEmpty();
    assertThat(counted).hasContent("x");
    assertThat(folder.resolve("made")).doesNotExist();
    assertThat(folder.resolve("written.txt")).doesNotExist();
    try (Trace recorded = Traces.open(trace(), Progress.NONE)) {
      List<String> own =
          recorded.events(0, Long.MAX_VALUE, Set.of("connectionMade"), 10).stream()
              .map(row -> row.values().get(1).text())
              .toList();
      assertThat(own)
          .as("both ends, which used to be unknown in a run that can be repeated")
          .hasSize(2)
          .allMatch(address -> address.matches("127\\.0\\.0\\.1:[0-9]+"));
    }
  }

  /** The working directory of a run is that of the JVM. */
  private String inFolder(String text) {
    return text.replaceAll("\"(written.txt|not-there|made[^\"]*)\"", "\"" + folder + "/$1\"")
        .replace("counted.txt", folder + "/counted.txt");
  }

  /** With the bytes that it read then, from a source that never gives the same again. */
  @Test
  void shouldDebugTheRunOfATrace() throws Exception {
    String text =
        """
        (import (rnrs))
        (define (show bytes)
          (display bytes)
          (newline))
        (show (get-bytevector-n (open-file-input-port "/dev/urandom") 8))
        """;
    record(program(text), LaunchSettings.DEFAULT);
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    BlockingQueue<Object> news = new LinkedBlockingQueue<>();
    try (Trace recorded = Traces.open(trace(), Progress.NONE)) {
      DebuggedRun run = debugged(recorded, again, null, news);
      assertThat(((Stop) news.take()).reason()).isEqualTo(Stop.Reason.START);
      run.debugger().add(Breakpoint.Spec.line("program.sps", 3));
      run.debugger().go();
      Stop stop = (Stop) news.take();
      assertThat(stop.span().line()).isEqualTo(3);
      Object value = run.debugger().looking().evaluate(stop.fiber(), 0, "bytes").value();
      assertThat(Values.show(value, 100)).isEqualTo(output.toString(UTF_8).strip());
      run.debugger().go();
      assertThat(news.take()).isEqualTo("0");
    }
    assertThat(again.toString(UTF_8)).isEqualTo(output.toString(UTF_8));
  }

  private DebuggedRun debugged(
      Trace recorded,
      OutputStream console,
      @Nullable EventTarget target,
      BlockingQueue<Object> news) {
    DebuggedRun run = ReplayableRun.debugged(trace(), recorded, console, console, target);
    listen(run, news);
    run.begin();
    return run;
  }

  private static void listen(Debuggee run, BlockingQueue<Object> news) {
    run.debugger()
        .listen(
            new Debugger.Listener() {
              @Override
              public void stopped(Stop stop) {
                news.add(stop);
              }

              @Override
              public void output(String line) {}
            });
    run.onEnd((status, problem) -> news.add(status + problem));
  }

  /** The state of the run then: times differ from run to run, but not what happens. */
  @Test
  void shouldStandAtTheEventOfATime() throws Exception {
    String text =
        """
        (import (rnrs) (loko system fibers))
        (define jobs (make-channel))
        (define (worker)
          (let ((job (get-message jobs)))
            (display job)
            (worker)))
        (spawn-fiber worker)
        (let loop ((i 0))
          (when (< i 5)
            (put-message jobs i)
            (loop (+ i 1))))
        """;
    record(program(text), LaunchSettings.DEFAULT);
    try (Trace recorded = Traces.open(trace(), Progress.NONE)) {
      List<EventRow> messages =
          recorded.events(0, recorded.end(), Set.of("offerMatched"), Integer.MAX_VALUE);
      assertThat(messages).hasSize(5);
      for (int sent = 0; sent < 5; sent++) {
        BlockingQueue<Object> news = new LinkedBlockingQueue<>();
        EventTarget target = EventTarget.numbered(recorded, messages.get(sent).index());
        DebuggedRun run = debugged(recorded, new ByteArrayOutputStream(), target, news);
        assertThat(((Stop) news.take()).reason()).isEqualTo(Stop.Reason.START);
        run.debugger().go();
        Stop stop = (Stop) news.take();
        assertThat(stop.text()).contains("offerMatched");
        long main = fiber(run, "main");
        // The safe point behind it may be one turn further.
        assertThat(Integer.parseInt(local(run, main, "i"))).isBetween(sent, sent + 1);
        run.quit();
      }
      EventTarget first = EventTarget.from(recorded, messages.getFirst().time());
      assertThat(first.text()).doesNotContain("Event " + messages.get(4).index() + " ");
      assertThatThrownBy(() -> EventTarget.from(recorded, recorded.end() + 1_000_000))
          .isInstanceOf(TraceException.class)
          .hasMessageContaining("is behind the last event");
    }
  }

  /** It used to go on with the fiber that runs at the safe point behind the event. */
  @Test
  void shouldGoBackInTheFiberOfTheEvent() throws Exception {
    String text =
        """
        (import (rnrs) (loko system fibers))
        (define jobs (make-channel))
        (define (worker)
          (let ((job (get-message jobs)))
            (display job)
            (newline)
            (worker)))
        (spawn-fiber worker)
        (let loop ((i 0))
          (when (< i 5)
            (put-message jobs i)
            (loop (+ i 1))))
        """;
    record(program(text), LaunchSettings.DEFAULT);
    try (Trace recorded = Traces.open(trace(), Progress.NONE)) {
      int others = 0;
      for (EventRow row :
          recorded.events(0, recorded.end(), Set.of("fiberSuspended"), Integer.MAX_VALUE)) {
        BlockingQueue<Object> news = new LinkedBlockingQueue<>();
        EventTarget target = EventTarget.numbered(recorded, row.index());
        DebuggedRun run = debugged(recorded, new ByteArrayOutputStream(), target, news);
        news.take();
        run.debugger().go();
        Object next = news.take();
        if (!(next instanceof Stop stop)) {
          break;
        }
        try (Reversal reversal =
            new Reversal(
                () ->
                    new Reversal.Rerun(
                        ReplayableRun.debugged(trace(), recorded, output, output), _ -> {}))) {
          Reversal.Rerun there = reversal.back(run.debugger(), Debugger.Back.LINE);
          if (there != null) {
            BlockingQueue<Object> then = new LinkedBlockingQueue<>();
            listen(there.run(), then);
            reversal.proceed(there);
            assertThat(((Stop) then.take()).fiber()).isEqualTo(stop.fiber());
            others++;
            there.run().quit();
          }
        }
        run.quit();
      }
      assertThat(others).isGreaterThan(5);
    }
  }

  @Test
  void shouldStandInTheIterationThatLeftTheLastFrame() throws Exception {
    String text =
        """
        (import (rnrs) (loko system fibers))
        (define (serve)
          (sleep 0.001)
          (serve)
          (display ""))
        (spawn-fiber serve)
        (sleep 1)
        """;
    record(program(text), LaunchSettings.DEFAULT);
    try (Trace recorded = Traces.open(trace(), Progress.NONE)) {
      BlockingQueue<Object> news = new LinkedBlockingQueue<>();
      EventTarget target = EventTarget.ofLeak(recorded, 1);
      DebuggedRun run = debugged(recorded, new ByteArrayOutputStream(), target, news);
      news.take();
      run.debugger().go();
      Stop stop = (Stop) news.take();
      assertThat(run.debugger().looking().stack(stop.fiber(), 5000))
          .filteredOn(frame -> frame.procedure().equals("serve"))
          .hasSizeBetween(990, 1010);
      run.quit();
      assertThatThrownBy(() -> EventTarget.ofLeak(recorded, 99))
          .isInstanceOf(TraceException.class)
          .hasMessageContaining("there is no finding 99");
    }
  }

  private static long fiber(DebuggedRun run, String name) {
    return run.debugger().looking().fibers().stream()
        .filter(view -> view.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static String local(DebuggedRun run, long fiber, String name) {
    return run.debugger().looking().variables(fiber, 0).stream()
        .filter(variable -> variable.name().equals(name))
        .findFirst()
        .orElseThrow()
        .text(100);
  }

  @Test
  void shouldSayWhatAProgramDoesOtherwise() throws IOException {
    String text =
        "(import (rnrs)) (if (eof-object? (get-line (current-input-port)))"
            + " (file-exists? \"/one\") (file-exists? \"/other\"))";
    record(program(text), LaunchSettings.DEFAULT, new ByteArrayInputStream(new byte[0]));
    withOtherInput("x\n");
    assertThat(ReplayableRun.replay(trace()).differences())
        .contains("the program wants to look for /other; recorded: to look for /one");
  }

  @Test
  void shouldStopAReplayThatGoesOnForEver() throws IOException {
    String text =
        "(import (rnrs)) (let loop ((line (get-line (current-input-port))))"
            + " (unless (eof-object? line) (loop line)))";
    record(program(text), LaunchSettings.DEFAULT, new ByteArrayInputStream(new byte[0]));
    withOtherInput("x\n");
    assertThat(ReplayableRun.replay(trace()).differences())
        .contains("the program goes on; in the recording it had ended long before");
  }

  private void withOtherInput(String text) {
    ReplayFile old = ReplayFile.read(trace());
    try (ReplayFile.Writer file = new ReplayFile.Writer(old.facts())) {
      file.add(ReplayFile.Part.INPUT, text.getBytes(UTF_8));
      file.add(ReplayFile.Part.OUTPUT, old.output());
      file.add(ReplayFile.Part.ERRORS, old.errors());
      for (int i = 0; i < old.turns().size(); i++) {
        file.add(old.turns().part(i), old.turns().bytes(i));
      }
      file.open(trace());
      file.ended(old.status(), old.moments());
    }
  }

  @Test
  void shouldRepeatWhatWasReadInPiecesWithChanceAndClock() throws IOException {
    List<String> pieces = new ArrayList<>(List.of("a", "\nb\n", "", "c\n"));
    InputStream input =
        new InputStream() {
          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] into, int from, int length) {
            pieces.remove("");
            if (pieces.isEmpty()) {
              return -1;
            }
            byte[] bytes = pieces.removeFirst().getBytes(UTF_8);
            System.arraycopy(bytes, 0, into, from, bytes.length);
            return bytes.length;
          }
        };
    assertThat(record(program(READS), LaunchSettings.DEFAULT, input)).isEqualTo(7);
    assertThat(output.toString(UTF_8)).contains("(\"a\" ", "\"argument\"").hasLineCount(3);
    assertThat(ReplayableRun.replay(trace()).differences()).isEmpty();
  }

  @Test
  void shouldRunTheKeptTextOfAChangedProgramAndSaySo() throws IOException {
    Path program = program(READS);
    record(program, LaunchSettings.DEFAULT);
    Files.writeString(program, "(import (scheme base)) (car 1)");
    ReplayableRun.Result result = ReplayableRun.replay(trace());
    assertThat(result.differences()).isEmpty();
    assertThat(result.notes())
        .containsExactly(program + " has changed since; what the trace keeps was run");
  }

  @Test
  void shouldRunTheKeptTextOfALibraryThatIsGone() throws IOException {
    record(sample("mailbox-leak"), LaunchSettings.DEFAULT);
    Files.delete(folder.resolve("mailbox-lib.sls"));
    ReplayableRun.Result result = ReplayableRun.replay(trace());
    assertThat(result.differences()).isEmpty();
    assertThat(result.notes()).singleElement().asString().contains("mailbox-lib.sls has changed");
  }

  @Test
  void shouldNoticeOtherInput() throws IOException {
    record(program(READS), LaunchSettings.DEFAULT);
    withOtherInput(SECRET + "\nx\nc\n");
    assertThat(ReplayableRun.replay(trace()).differences())
        .anySatisfy(line -> assertThat(line).startsWith("standard output differs from byte "));
  }

  @Test
  void shouldNameTheFirstEventThatDiffers() {
    try (Trace one = events("one", 3, 7);
        Trace same = events("same", 3, 7);
        Trace other = events("other", 3, 8)) {
      assertThat(EventComparison.of(one, same, false).difference()).isEmpty();
      EventComparison.Result result = EventComparison.of(one, other, false);
      assertThat(result.events()).isEqualTo(1);
      assertThat(result.difference().get(0)).matches("event \\d+ differs");
      assertThat(result.difference().get(1)).contains("recorded: counted", "value 7");
      assertThat(result.difference().get(2)).contains("now:", "counted", "value 8");
    }
  }

  private Trace events(String name, long first, long second) {
    Path directory = folder.resolve(name);
    try (TraceRecorder recorder = TraceRecorder.create(directory, "p", Map.of())) {
      var probe = recorder.probe(0);
      probe.stringDefined(0, 1, "counter");
      probe.counted(1, 4, 1, first);
      probe.counted(2, 4, 1, second);
    }
    return Traces.open(directory, Progress.NONE);
  }

  @Test
  void shouldKeepTheFileFromOthersAndOutOfExports() throws IOException {
    Path program = program("(import (scheme base)) (read-line)");
    record(program, LaunchSettings.DEFAULT);
    Path kept = trace().resolve(ReplayFile.NAME);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(kept, ISO_8859_1)).contains(SECRET);
    ByteArrayOutputStream exported = new ByteArrayOutputStream();
    try (Trace trace = Traces.open(trace(), Progress.NONE)) {
      PerfettoExport.write(trace, exported, Progress.NONE);
    }
    assertThat(exported.toString(UTF_8)).doesNotContain(SECRET);
    try (Stream<Path> files = Files.walk(trace())) {
      for (Path file : files.filter(Files::isRegularFile).filter(f -> !f.equals(kept)).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).doesNotContain(SECRET);
      }
    }
  }

  @Test
  void shouldRefuseAPipeWithANameBeforeAnythingHappens() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path program = program("(import (rnrs)) (guard (e (#t 1)) (open-input-file \"" + pipe + "\"))");
    assertThatThrownBy(() -> record(program, LaunchSettings.DEFAULT))
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("program.sps: uses the file ")
        .hasMessageContaining("which is a pipe or a device");
    assertThat(output.toString(UTF_8)).isEmpty();
    assertThatThrownBy(() -> ReplayableRun.replay(trace()))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("did not come to its end");
  }

  @Test
  void shouldLeaveNoFolderBehindWhenItIsInterrupted() throws Exception {
    record(sample("ping-pong"), LaunchSettings.DEFAULT);
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.lokoscope.gui.cli.Main", "replay", trace().toString()));
    Process replay = new ProcessBuilder(command).redirectErrorStream(true).start();
    while (replay.isAlive() && isEmpty(temporary)) {
      Thread.sleep(20);
    }
    assertThat(replay.isAlive()).isTrue();
    replay.destroy();
    replay.waitFor();
    assertThat(isEmpty(temporary)).isTrue();
  }

  /** Such a recording could not be replayed at all. */
  @Test
  void shouldRepeatARecordingUpToWhereItWasInterrupted() throws Exception {
    Path program =
        program(
            """
            (import (rnrs) (loko system fibers))
            (define jobs (make-channel))
            (spawn-fiber
              (lambda ()
                (let loop ((i 0))
                  (put-message jobs i)
                  (loop (+ i 1)))))
            (let loop ()
              (display (get-message jobs))
              (newline)
              (loop))
            """);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.lokoscope.gui.cli.Main", "record", "--replayable", "-o"));
    command.addAll(List.of(trace().toString(), program.toString()));
    Process recording =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    while (recording.isAlive() && !Files.exists(trace().resolve("console.txt"))
        || Files.size(trace().resolve("console.txt")) < 1000) {
      Thread.sleep(20);
    }
    recording.destroy();
    recording.waitFor();
    ReplayableRun.Result result = ReplayableRun.replay(trace());
    assertThat(result.differences()).isEmpty();
    assertThat(result.cut()).isTrue();
    assertThat(result.events()).isGreaterThan(1000);
    try (Trace recorded = Traces.open(trace(), Progress.NONE)) {
      BlockingQueue<Object> news = new LinkedBlockingQueue<>();
      DebuggedRun run = debugged(recorded, new ByteArrayOutputStream(), null, news);
      news.take();
      run.debugger().go();
      assertThat(news.take()).isEqualTo("130");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.noneMatch(file -> file.getFileName().toString().startsWith("lokoscope"));
    }
  }

  @Test
  void shouldCallAnyAlteredByteDamage() throws IOException {
    record(program(READS), LaunchSettings.DEFAULT);
    Path kept = trace().resolve(ReplayFile.NAME);
    byte[] whole = Files.readAllBytes(kept);
    for (int at = 0; at < whole.length; at += 89) {
      byte[] altered = whole.clone();
      altered[at] ^= 1;
      Files.write(kept, altered);
      assertThatThrownBy(() -> ReplayableRun.replay(trace()))
          .as("byte %d", at)
          .isInstanceOf(TraceException.class)
          .hasMessageNotContaining("\n")
          .hasMessageMatching(".*(damaged|did not come to its end).*");
    }
  }

  @Test
  void shouldSayInALineWhatIsDamaged() throws IOException {
    record(program(READS), LaunchSettings.DEFAULT);
    Path kept = trace().resolve(ReplayFile.NAME);
    byte[] whole = Files.readAllBytes(kept);
    for (int length = 0; length < whole.length; length += 97) {
      Files.write(kept, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ReplayableRun.replay(trace()))
          .isInstanceOf(TraceException.class)
          .hasMessageNotContaining("\n");
    }
    Files.delete(kept);
    assertThatThrownBy(() -> ReplayableRun.replay(trace()))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("not recorded with record --replayable");
  }
}
