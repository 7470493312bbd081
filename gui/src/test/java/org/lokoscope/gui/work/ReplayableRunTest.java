package org.lokoscope.gui.work;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.samples.SampleCatalogue;
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
  @ValueSource(strings = {"ping-pong", "select", "pipeline"})
  void shouldRepeatASample(String name) throws IOException {
    assertThat(record(sample(name), LaunchSettings.DEFAULT)).isZero();
    ReplayableRun.Result result = ReplayableRun.replay(trace());
    assertThat(result.differences()).isEmpty();
    assertThat(result.notes()).isEmpty();
    assertThat(result.events()).isGreaterThan(1_000);
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
    Path kept = trace().resolve(ReplayFile.NAME);
    String bytes = Files.readString(kept, ISO_8859_1);
    int at = bytes.indexOf("\nb\n");
    Files.writeString(kept, bytes.substring(0, at) + "\nx\n" + bytes.substring(at + 3), ISO_8859_1);
    assertThat(ReplayableRun.replay(trace()).differences())
        .anySatisfy(line -> assertThat(line).startsWith("standard output differs from byte "));
  }

  @Test
  void shouldNameTheFirstEventThatDiffers() {
    try (Trace one = events("one", 3, 7);
        Trace same = events("same", 3, 7);
        Trace other = events("other", 3, 8)) {
      assertThat(EventComparison.of(one, same).difference()).isEmpty();
      EventComparison.Result result = EventComparison.of(one, other);
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(import (rnrs)) (guard (e (#t 1)) (delete-file \"kept.txt\"))",
        "(import (rnrs)) (call-with-output-file \"kept.txt\" (lambda (p) (write 1 p)))",
        "(import (rnrs)) (open-input-file \"/dev/null\")"
      })
  void shouldRefuseFilesBeforeAnythingHappens(String text) throws IOException {
    Path program = program(text);
    assertThatThrownBy(() -> record(program, LaunchSettings.DEFAULT))
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("program.sps: uses the file ");
    assertThat(output.toString(UTF_8)).isEmpty();
    assertThatThrownBy(() -> ReplayableRun.replay(trace()))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("did not come to its end");
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
