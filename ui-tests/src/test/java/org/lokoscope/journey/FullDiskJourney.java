// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Button;

/** Follows a recording until its disk is full; in a process of its own, which sees that disk. */
final class FullDiskJourney extends Journey {

  /** Its numbers look like chance: what comes again and again takes no room. */
  private static final String TALKATIVE =
      """
      (import (rnrs) (lokoscope trace))
      (do ((i 0 (+ i 1))
           (x 1 (mod (+ (* x 48271) 11) 2147483647)))
          ((= i 4000000))
        (trace-counter "x" x))
      """;

  private final Path disk;

  private FullDiskJourney(Path disk) {
    this.disk = disk;
  }

  /** Ends with status 0 if all is said; what is not is on standard error. */
  public static void main(String[] arguments) throws Exception {
    FullDiskJourney journey = new FullDiskJourney(Path.of(arguments[0]));
    try {
      journey.begin();
      journey.follow();
    } catch (Throwable e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(0);
  }

  @Override
  Path place() {
    return disk;
  }

  /** The program goes on; that its trace does not, the window must say. */
  private void follow() throws IOException {
    Path program = Files.writeString(Recordings.folder().resolve("talkative.sps"), TALKATIVE);
    robot.interact(() -> window.askHowToRecord(program));
    until(() -> exists("#record-start"));
    robot.interact(() -> this.<Button>find("#record-start").fire());
    until(
        () ->
            text("#live-text")
                .contains("talkative.sps ended; its trace could not be written to the end, after"));
    until(() -> visible("#banner") && text("#banner-text").contains("the disk is full"));
    until(() -> window.opened() != null && exists("#timeline"));
    assertThat(session().info().incomplete()).startsWith("the disk is full");
    assertThat(session().info().finished()).isFalse();
    assertThat(session().info().events()).isGreaterThan(1000);
    picture("full-disk");
  }
}
