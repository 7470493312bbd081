// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a run with a seed time passes by what is computed, so the samples are the same each time. */
class ProfileCommandTest {

  /** Line 4 does ten times as much as line 7. */
  private static final String HOT =
      """
      (import (rnrs) (loko system fibers))
      (define (burn n)
        (let loop ((i 0) (acc 0))
          (if (= i n) acc (loop (+ i 1) (mod (+ (* acc 31) i) 1000003)))))
      (define (light n)
        (let loop ((i 0) (acc 0))
          (if (= i n) acc (loop (+ i 1) (+ acc 1)))))
      (run-fibers
        (lambda ()
          (define ch (make-channel))
          (spawn-fiber
            (lambda () (burn 1000000) (light 100000) (put-message ch 1)))
          (spawn-fiber
            (lambda () (burn 200000) (put-message ch 2)))
          (display (+ (get-message ch) (get-message ch)))))
      """;

  @TempDir static Path folder;
  private static Command command;

  @BeforeAll
  static void record() throws IOException {
    command = new Command(folder);
    Files.writeString(folder.resolve("hot.sps"), HOT);
    Command.Result recorded =
        command.lokoscope("record", "--seed", "1", "--sample", "1000", "-o", "trace", "hot.sps");
    assertThat(recorded.output()).isEqualTo("3");
  }

  private static List<String> profile(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "profile";
    all[1] = "trace";
    System.arraycopy(options, 0, all, 2, options.length);
    Command.Result result = command.lokoscope(all);
    assertThat(result.errors()).isEmpty();
    assertThat(result.status()).isZero();
    return result.output().lines().toList();
  }

  private static long weight(String folded) {
    return Long.parseLong(folded.substring(folded.lastIndexOf(' ') + 1));
  }

  @Test
  void shouldNameTheHotLineFirst() {
    List<String> lines = profile("--limit", "2");
    assertThat(lines.get(0)).matches("\\d+ samples");
    assertThat(lines.get(3)).contains("hot.sps:3  burn");
    assertThat(lines.get(4)).contains("hot.sps:6  light");
    assertThat(command.lokoscope("report", "trace").output())
        .contains("Hottest lines")
        .containsPattern("%  hot\\.sps:3  burn");
  }

  @Test
  void shouldTellApartWhoWasSpawnedWhere() {
    List<String> lines = profile("--by", "site", "--format", "folded");
    List<String> first = lines.stream().filter(it -> it.startsWith("hot.sps:11:5;")).toList();
    assertThat(first).hasSize(2);
    assertThat(first.get(0)).contains("burn hot.sps:3");
    assertThat(first.get(1)).contains("light hot.sps:6");
    assertThat(weight(first.get(0))).isBetween(8 * weight(first.get(1)), 12 * weight(first.get(1)));
    List<String> second = lines.stream().filter(it -> it.startsWith("hot.sps:13:5;")).toList();
    assertThat(second).hasSize(1);
    assertThat(weight(first.get(0)))
        .isBetween(4 * weight(second.get(0)), 6 * weight(second.get(0)));
  }

  @Test
  void shouldSayWhatIsMissing() throws IOException {
    Files.writeString(folder.resolve("plain.sps"), "(import (rnrs)) (display 1)");
    command.lokoscope("record", "-o", "plain", "plain.sps");
    Command.Result none = command.lokoscope("profile", "plain");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.errors()).contains("holds no samples; record with --sample HZ");
    Command.Result words = command.lokoscope("profile", "--words", "plain");
    assertThat(words.status()).isZero();
  }
}
