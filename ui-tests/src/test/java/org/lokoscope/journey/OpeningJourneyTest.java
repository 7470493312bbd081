// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lokoscope.views.query.Landmarks;

class OpeningJourneyTest extends Journey {

  @Test
  void shouldSayWhatToDoWhenNothingIsOpen() {
    shouldBe(visible("#empty-open"), "a button that opens a trace");
    shouldBe(visible("#empty-record"), "a button that records a program");
  }

  @Test
  void shouldShowATraceWithItsLeakSelected() {
    openLeaking();
    assertThat(text("#verdict-badge")).isEqualTo("LEAK 1");
    shouldBe(visible("#inspector"), "the inspector is open");
    assertThat(session().model().selection().get().fiber()).isPresent();
    assertThat(text("#status")).contains("events", "none lost");
    assertThat(tooltip("#status")).contains("fibers=callcc");
    assertThat(timeline().tracks()).isNotEmpty();
  }

  /** A folder chooser descends into the folders of a trace; that used to be no trace. */
  @Test
  void shouldOpenTheTraceThatAFolderIsIn() {
    open(Recordings.leaking().resolve("events"));
    until(() -> exists("#timeline"));
    assertThat(session().info().directory()).isEqualTo(Recordings.leaking());
  }

  /** It used to be kept on the disk and never mentioned. */
  @Test
  void shouldSayWhereACancelledRecordingIsAndDeleteIt() throws IOException {
    Path program = Recordings.folder().resolve("for-ever.sps");
    Files.writeString(
        program,
        "(import (rnrs) (loko system fibers))\n"
            + "(run-fibers (lambda () (let loop () (sleep 0.001) (loop))))");
    Path trace = data.resolve("traces").resolve("for-ever");
    robot.interact(() -> window.askHowToRecord(program));
    until(() -> exists("#record-start"));
    robot.interact(
        () -> this.<javafx.scene.control.CheckBox>find("#record-live").setSelected(false));
    robot.interact(() -> this.<javafx.scene.control.Button>find("#record-start").fire());
    until(() -> Files.exists(trace.resolve("meta.json")));
    robot.interact(() -> this.<javafx.scene.control.Button>find("#task-cancel").fire());
    until(() -> text("#banner-text").startsWith("Cancelled. What was recorded until then"));
    clickOn("Delete it");
    until(() -> text("#banner-text").startsWith("Deleted"));
    assertThat(trace).doesNotExist();
  }

  @Test
  void shouldKeepMarksBesideTheTrace() throws IOException {
    openLeaking();
    robot.interact(() -> session().model().playback().moveTo(1_000_000));
    key(javafx.scene.input.KeyCode.M);
    Path marks = Recordings.leaking().resolveSibling("leaking.trace.marks");
    until(() -> Files.exists(marks) && Files.readString(marks).strip().equals("1000000"));
    try {
      openLeaking();
      until(() -> session().model().bookmarks().get().equals(java.util.List.of(1_000_000L)));
    } finally {
      Files.delete(marks);
    }
  }

  @Test
  void shouldCancelALongOpening() {
    open(Recordings.folder().resolve("endless"));
    until(() -> visible("#task") && text("#task-message").startsWith("Indexing"));
    clickOn("#task-cancel");
    until(() -> !visible("#task"));
    assertThat(text("#banner-text")).isEqualTo("Cancelled.");
    shouldBe(exists("#empty"), "the empty window is still there");
  }

  @Test
  void shouldCancelALongDiagnosis() throws IOException {
    Path trace = copy("puzzling");
    open(trace);
    until(() -> visible("#stop-diagnosis"));
    robot.interact(() -> this.<javafx.scene.control.Button>find("#stop-diagnosis").fire());
    until(() -> text("#verdict").contains("cancelled"));
    key(javafx.scene.input.KeyCode.DIGIT0);
    settle();
    shouldBe(!visible("#stop-diagnosis"), "nothing is left to cancel");
  }

  @Test
  void shouldRecordAProgramTheWayThatTheDialogSays() throws IOException {
    Path program = Recordings.folder().resolve("asked.sps");
    Files.writeString(program, "(import (rnrs) (rnrs programs))\n(display (cdr (command-line)))");
    robot.interact(() -> window.askHowToRecord(program));
    until(() -> exists("#record-start"));
    robot.interact(
        () -> this.<javafx.scene.control.CheckBox>find("#record-live").setSelected(false));
    robot.interact(() -> this.<javafx.scene.control.TextField>find("#record-cpus").setText("0"));
    robot.interact(() -> this.<javafx.scene.control.Button>find("#record-start").fire());
    assertThat(text("#record-problem")).contains("from 1 to 64");
    robot.interact(() -> this.<javafx.scene.control.TextField>find("#record-cpus").setText("2"));
    robot.interact(() -> this.<javafx.scene.control.TextField>find("#record-seed").setText("7"));
    robot.interact(
        () -> this.<javafx.scene.control.TextField>find("#record-arguments").setText("a \"b c\""));
    robot.interact(() -> this.<javafx.scene.control.Button>find("#record-start").fire());
    until(() -> exists("#timeline"));
    assertThat(tooltip("#status")).contains("cpus=2", "seed=7", "fibers=callcc");
    Path console = session().info().directory().resolve("console.txt");
    assertThat(Files.readString(console)).isEqualTo("(a b c)");
  }

  private static Path copy(String name) throws IOException {
    Path trace = Recordings.folder().resolve(name);
    try (Stream<Path> files = Files.walk(Recordings.leaking())) {
      for (Path file : files.toList()) {
        Files.copy(file, trace.resolve(Recordings.leaking().relativize(file).toString()));
      }
    }
    return trace;
  }

  @Test
  void shouldShowWhatIsLeftOfATraceThatIsCutOff() throws IOException {
    Path trace = copy("cut-off");
    try (Stream<Path> files = Files.walk(trace.resolve("events"))) {
      Path events = files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
      try (FileChannel channel = FileChannel.open(events, StandardOpenOption.WRITE)) {
        channel.truncate(40_000);
      }
    }
    open(trace);
    until(() -> exists("#timeline") && visible("#banner"));
    assertThat(text("#banner-text")).contains("damaged places skipped: 1").doesNotContain("\n");
    until(() -> timeline().settled());
  }

  /** Steps: {@code lokoscope TRACE}; the bar says it, the timeline shows where: 1. */
  @Test
  void shouldShowWhereChunksOfATraceAreDamaged() throws IOException {
    Path trace = Recordings.of("damaged", MANY_ROUNDS);
    try (Stream<Path> files = Files.walk(trace.resolve("events"))) {
      Path events = files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
      damage(events);
    }
    open(trace);
    until(() -> exists("#timeline") && visible("#banner") && timeline().settled());
    assertThat(session().info().damagedChunks()).isPositive();
    assertThat(text("#banner-text"))
        .contains("damaged places skipped: " + session().info().damagedChunks())
        .doesNotContain("\n");
    until(() -> !timeline().frame().overlay().landmarks().gaps().isEmpty());
    Landmarks.Gap gap = timeline().frame().overlay().landmarks().gaps().getFirst();
    assertThat(Landmarks.text(gap)).endsWith("damaged");
    double middle = timeline().frame().x((gap.from() + gap.to()) / 2.0);
    assertThat(middle).isBetween(timeline().areas().gutter(), timeline().areas().width());
    picture("damaged");
  }

  private static final String MANY_ROUNDS =
      """
      (import (rnrs) (loko system fibers))
      (define in (make-channel))
      (define (worker) (get-message in) (worker))
      (spawn-fiber worker)
      (do ((i 0 (+ i 1))) ((= i 20000)) (put-message in i))
      """;

  /** Turns bits round in the middle of what was written. */
  private static void damage(Path events) throws IOException {
    byte[] all = Files.readAllBytes(events);
    int end = all.length;
    while (end > 0 && all[end - 1] == 0) {
      end--;
    }
    try (FileChannel channel = FileChannel.open(events, StandardOpenOption.WRITE)) {
      ByteBuffer turned = ByteBuffer.allocate(64);
      for (int i = 0; i < turned.capacity(); i++) {
        turned.put((byte) ~all[end / 2 + i]);
      }
      channel.write(turned.flip(), end / 2);
    }
  }

  @Test
  void shouldSayInOneLineWhyAFolderCannotBeOpened() throws IOException {
    Path folder = Files.createDirectories(Recordings.folder().resolve("no-trace"));
    open(folder);
    until(() -> visible("#banner"));
    assertThat(text("#banner-text")).contains(folder.toString()).doesNotContain("\n");
    clickOn("#banner-close");
    shouldBe(!visible("#banner"), "the banner is gone");
  }

  @Test
  void shouldKeepTheOpenTraceWhenAnotherCannotBeOpened() {
    openLeaking();
    open(Path.of("nowhere"));
    until(() -> visible("#banner"));
    assertThat(text("#banner-text")).contains("nowhere");
    shouldBe(exists("#timeline"), "the trace is still shown");
  }
}
