// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are full, and places where one may not read or write. Each build tries a few of each;
 * {@code -Dlokoscope.safety.full} tries all and says how many.
 *
 * <p>A disk that is small is a tmpfs in a name space of its own, so nothing is left of it; where
 * that is not allowed, these tests are skipped.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(1800)
class SafetyOfPlacesTest {

  private static final boolean FULL = System.getProperty("lokoscope.safety.full") != null;

  private static final List<String> NAME_SPACE = List.of("unshare", "-rm");

  /** The same user without the right to overrule permissions, should it be root. */
  private static final List<String> NO_RIGHTS =
      List.of(
          "setpriv",
          "--bounding-set=-dac_override,-dac_read_search",
          "--inh-caps=-dac_override,-dac_read_search");

  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

  private static final String TALKATIVE =
      """
      (import (rnrs) (loko system fibers))
      (run-fibers
        (lambda ()
          (let ((ch (make-channel)) (n 800000))
            (spawn-fiber
              (lambda () (let get ((i 0)) (when (< i n) (get-message ch) (get (+ i 1))))))
            (let put ((i 0)) (when (< i n) (put-message ch i) (put (+ i 1))))
            (display "done")
            (newline))))
      """;

  private static final String QUIET =
      """
      (import (rnrs) (loko system fibers))
      (display "begun")
      (newline)
      (flush-output-port (current-output-port))
      (run-fibers
        (lambda ()
          (let loop ((i 0))
            (when (< i 30) (sleep 0.02) (loop (+ i 1))))
          (display "done")
          (newline)))
      """;

  @TempDir Path folder;
  private Command command;

  @BeforeEach
  void write() throws IOException {
    command = new Command(folder);
    Files.writeString(folder.resolve("talkative.sps"), TALKATIVE);
    Files.writeString(folder.resolve("quiet.sps"), QUIET);
    Files.createDirectory(folder.resolve("disk"));
  }

  private static void report(String line) {
    if (FULL) {
      System.out.println("safety: " + line);
    }
  }

  private void assumeSmallDisks() {
    Command.Result tried =
        command.scripted(NAME_SPACE, "mount -t tmpfs -o size=1m none disk", List.of());
    assumeTrue(tried.status() == 0, "a small disk cannot be mounted here");
  }

  private Command.Result onDisk(int megabytes, String script) {
    Command.Result result =
        command.scripted(
            NAME_SPACE, "mount -t tmpfs -o size=" + megabytes + "m none disk\n" + script, OPTIONS);
    assertThat(result.errors()).doesNotContain("\tat ", "InternalError", "Exception");
    return result;
  }

  @Test
  void shouldGoOnWhenTheDiskFillsWhileItRecords() {
    assumeSmallDisks();
    int tries = FULL ? 12 : 1;
    for (int i = 0; i < tries; i++) {
      Command.Result result =
          onDisk(
              6 + i % 6,
              """
              "$@" record -o disk/trace talkative.sps; echo "status $?"
              for each in verify info report; do "$@" $each disk/trace; echo "$each $?"; done
              """);
      assertThat(result.output())
          .contains("done\nstatus 4\n", "verify 0\n", "info 0\n", "report 0\n")
          .contains("Status:              incomplete", "Damaged places:      0")
          .contains("Recording:               incomplete: the disk is full (");
      assertThat(result.errors().lines())
          .containsOnlyOnce(
              "lokoscope: disk/trace: the disk is full; the program goes on, but its trace will be"
                  + " incomplete")
          .anyMatch(line -> line.startsWith("lokoscope: disk/trace: the trace is incomplete: "));
    }
    report(tries + " recordings for which the disk was too small");
  }

  @Test
  void shouldGoOnWhenSomebodyElseFillsTheDisk() {
    assumeSmallDisks();
    int tries = FULL ? 6 : 1;
    for (int i = 0; i < tries; i++) {
      Command.Result result =
          onDisk(
              16,
              """
              "$@" record -o disk/trace quiet.sps > said & recorder=$!
              until grep -q begun said; do :; done
              cat /dev/zero > disk/filler 2>/dev/null
              wait $recorder; echo "status $?"; cat said; rm said
              "$@" verify disk/trace; echo "verify $?"
              """);
      assertThat(result.output()).contains("done\n");
      // What was written before may already be all of it.
      assertThat(result.output()).containsPattern("status [04]\n").contains("verify 0\n");
      assertThat(result.output().contains("status 4\n"))
          .isEqualTo(result.output().contains("Status:              incomplete"));
    }
    report(tries + " disks filled by somebody else");
  }

  @Test
  void shouldSayInOneLineThatThereIsNoRoomToBegin() {
    assumeSmallDisks();
    int tries = FULL ? 4 : 1;
    for (int i = 0; i < tries; i++) {
      Command.Result result =
          onDisk(
              1 + i, "cat /dev/zero > disk/filler 2>/dev/null\n\"$@\" record -o disk/t quiet.sps");
      assertThat(result.status()).isEqualTo(4);
      assertThat(result.errors().lines()).hasSize(1);
      assertThat(result.errors()).contains("disk").doesNotContain("goes on");
    }
    report(tries + " disks without room for a recording");
  }

  /** Used to end with "Mount point not found": the disk was looked for among the mounts. */
  @Test
  void shouldRecordWhereTheRootIsNoMount() {
    String root =
        """
        for each in /*; do
          [ -d "$each" ] && [ ! -h "$each" ] || continue
          mkdir "root$each" && mount --rbind "$each" "root$each" || exit 9
        done
        for each in bin sbin lib lib64; do
          [ ! -h /$each ] || cp -P /$each root/
        done
        cp quiet.sps root/
        """;
    String prepared = "mkdir root\n" + root;
    assumeTrue(
        command.scripted(NAME_SPACE, prepared + "chroot root true", List.of()).status() == 0,
        "the root cannot be changed here");
    Command.Result result =
        command.scripted(
            NAME_SPACE,
            "rm -rf root.old; mv root root.old; "
                + prepared
                + "chroot root \"$@\" record -o /own.trace /quiet.sps; echo \"status $?\"",
            OPTIONS);
    assertThat(result.output()).as(result.errors()).contains("done\n", "status 0\n");
  }

  @Test
  void shouldShowATraceWhoseDiskHasNoRoomForItsIndex() {
    assumeSmallDisks();
    Command.Result recorded = command.run(OPTIONS, "record", "-o", "trace", "talkative.sps");
    assertThat(recorded.status()).isZero();
    String[] commands =
        FULL
            ? new String[] {
              "info", "report", "verify", "state", "find --limit 1", "export --to csv -o /dev/null"
            }
            : new String[] {"info"};
    for (String each : commands) {
      String[] words = each.split(" ", 2);
      Command.Result result =
          onDisk(
              32,
              "cp -r trace disk/trace; cat /dev/zero > disk/filler 2>/dev/null\n\"$@\" "
                  + words[0]
                  + " disk/trace "
                  + (words.length > 1 ? words[1] : "")
                  + (words[0].equals("find") ? " type:fiberSpawned" : "")
                  + "\n");
      assertThat(result.status()).as("%s: %s", each, result.errors()).isZero();
    }
    report(commands.length + " commands for a trace on a disk that is full");
  }

  @Test
  void shouldSayInOneLineWhatMayNotBeReadOrWritten() throws IOException {
    Command.Result recorded = command.run(OPTIONS, "record", "-o", "trace", "quiet.sps");
    assertThat(recorded.status()).isZero();
    assumeTrue(
        command.scripted(NO_RIGHTS, "touch f; chmod 000 f; ! cat f", List.of()).status() == 0,
        "nothing is forbidden here");
    List<String> forbidden =
        FULL
            ? List.of("trace", "trace/meta.json", "trace/events", "trace/events/*.cq4")
            : List.of("trace/events/*.cq4");
    List<String> commands = FULL ? List.of("info", "verify", "report", "state") : List.of("info");
    int tries = 0;
    for (String file : forbidden) {
      for (String each : commands) {
        Command.Result result = without(file, "000", "\"$@\" " + each + " trace");
        assertThat(result.status()).as("%s of %s: %s", each, file, result).isEqualTo(4);
        assertThat(result.errors()).doesNotContain("Exception");
        if (!file.endsWith("meta.json")) {
          assertThat(result.errors().lines()).as("%s", result).hasSize(1);
          assertThat(result.errors()).contains("trace");
        } else if (each.equals("info")) {
          // What it says is made again from the events.
          assertThat(result.output()).contains("meta.json: cannot be read");
        }
        tries++;
      }
    }
    report(tries + " commands for a trace that may not be read");
    // An index is made elsewhere when it may not be written.
    Command.Result readOnly = without("trace", "555", "\"$@\" info trace");
    assertThat(readOnly.status()).as("%s", readOnly).isZero();
    Command.Result target = without("disk", "555", "\"$@\" record -o disk/trace quiet.sps");
    assertThat(target.status()).isEqualTo(4);
    assertThat(target.errors().lines()).hasSize(1);
  }

  private Command.Result without(String file, String mode, String script) {
    List<String> shell = new ArrayList<>(NO_RIGHTS);
    return command.scripted(
        shell,
        "before=$(stat -c %a "
            + file
            + "); chmod "
            + mode
            + " "
            + file
            + "\n"
            + script
            + "\nstatus=$?; chmod $before "
            + file
            + "; exit $status",
        OPTIONS);
  }
}
