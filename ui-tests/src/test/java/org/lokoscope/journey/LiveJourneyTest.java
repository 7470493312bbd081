// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.TraceLevel;

/** A program that is looked at while it runs. */
class LiveJourneyTest extends Journey {

  /** Runs until it is stopped, and leaks as it does. */
  private static final String ENDLESS =
      """
      (import (rnrs) (loko system fibers))
      (define in (make-channel))
      (define (worker) (guard (e (#t #f)) (get-message in) (worker)))
      (spawn-fiber worker)
      (let loop ((i 0))
        (put-message in i)
        (when (= 0 (mod i 4)) (sleep 0.001))
        (loop (+ i 1)))
      """;

  private static Path program(String name, String text) {
    try {
      return Files.writeString(Recordings.folder().resolve(name + ".sps"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void record(Path program, Consumer<Journey> before) {
    robot.interact(() -> window.askHowToRecord(program));
    until(() -> exists("#record-start"));
    robot.interact(() -> before.accept(this));
    robot.interact(() -> this.<Button>find("#record-start").fire());
  }

  private long events() {
    return session().info().events();
  }

  private void followed() {
    until(() -> text("#live-text").startsWith("Recording: ") && exists("#timeline"));
    until(() -> events() > 300);
  }

  @Test
  void shouldFollowStopAndRecordAgainWithAnotherLevel() {
    record(program("followed", ENDLESS), any -> {});
    followed();
    long before = events();
    long end = session().model().playback().time().get();
    until(() -> events() > before + 300);
    assertThat(session().model().playback().time().get()).as("the end").isGreaterThan(end);
    until(() -> session().diagnosis().get().map(d -> !d.findings().isEmpty()).orElse(false));
    assertThat(text("#live-text")).as("found while it runs").startsWith("Recording: ");
    clickOn("#live-stop");
    until(() -> text("#live-text").contains("followed.sps stopped after "));
    assertThat(session().info().finished()).isTrue();
    assertThat(session().info().level()).isEqualTo(TraceLevel.ALL);
    ChoiceBox<TraceLevel> level = find("#live-level");
    robot.interact(() -> level.setValue(TraceLevel.SCHEDULING));
    clickOn("#live-again");
    followed();
    assertThat(session().info().level()).isEqualTo(TraceLevel.SCHEDULING);
    clickOn("#live-stop");
    until(() -> text("#live-text").contains("stopped after "));
  }

  @Test
  void shouldSayThatTheProgramWasKilled() {
    record(program("killed", ENDLESS), any -> {});
    followed();
    Matcher process = Pattern.compile("process (\\d+)$").matcher(text("#live-text"));
    assertThat(process.find()).isTrue();
    ProcessHandle.of(Long.parseLong(process.group(1))).orElseThrow().destroyForcibly();
    until(() -> text("#live-text").contains("killed.sps was killed by signal 9 after "));
    until(() -> text("#banner-text").contains("interrupted: the end may be missing"));
    assertThat(events()).isGreaterThan(300);
  }

  @Test
  void shouldSayThatTheProgramRaised() {
    record(
        program("raised", "(import (rnrs) (loko system fibers)) (sleep 1) (car '())"), any -> {});
    until(() -> text("#live-text").contains("ended by a condition that nobody handled after "));
    until(() -> text("#banner-text").contains("raised a condition that nobody handled"));
  }

  @Test
  void shouldDumpTheFlightRecorder() {
    record(program("flown", ENDLESS), any -> any.<TextField>find("#record-flight").setText("60"));
    until(() -> text("#live-text").startsWith("Flying: the last 60 s are kept in memory"));
    until(
        () -> {
          boolean written = visible("#banner") && text("#banner-text").startsWith("Written: ");
          if (!written && !visible("#task")) {
            this.<Button>find("#live-dump").fire();
          }
          return written && !visible("#task");
        });
    robot.interact(() -> robot.lookup("Open it").<Button>query().fire());
    until(() -> exists("#timeline") && events() > 0);
    clickOn("#live-stop");
    until(() -> text("#live-text").contains("flown.sps stopped after "));
  }
}
