// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What messages said is kept only if that was asked for. */
class ValuesCommandTest {

  private static final String PROGRAM =
      """
      (import (rnrs) (loko system fibers) (lokoscope mailboxes) (lokoscope processes))
      (define jobs (make-channel))
      (define never (make-channel))
      (define box (make-mailbox))
      (spawn-fiber (lambda () (let loop () (get-message jobs) (loop))))
      (spawn-fiber (lambda () (put-message never '(offered "in\\x1b;[31m vain"))))
      (put-message jobs '(job 1 "a rather long text"))
      (mailbox-send! box 'letter)
      (mailbox-send! box '(another letter))
      (send-message (self-pid) '(to myself))
      (sleep 1)
      (get-message never)
      """;

  @TempDir static Path folder;
  private static Command command;

  @BeforeAll
  static void record() throws IOException {
    command = new Command(folder);
    Files.writeString(folder.resolve("p.sps"), PROGRAM);
    command.lokoscope("record", "--seed", "1", "--values", "22", "-o", "trace", "p.sps");
    command.lokoscope("record", "--seed", "1", "-o", "private", "p.sps");
  }

  @Test
  void shouldKeepTheFirstCharactersOfEachMessage() {
    String found = command.lokoscope("find", "trace", "type:messageValue").output();
    assertThat(found.lines()).hasSize(5);
    assertThat(found)
        .contains("text=(job 1 \"a rather long …")
        .contains("text=(offered \"in\\x1B;[31m …")
        .contains("text=letter\n")
        .doesNotContain("\u001b");
    String csv =
        command.lokoscope("find", "--format", "csv", "trace", "type:messageValue rather").output();
    assertThat(csv.lines()).hasSize(2);
  }

  @Test
  void shouldShowWhatIsOfferedAtAnInstant() {
    String text = command.lokoscope("state", "trace", "--at", "0.5s").output();
    assertThat(text).containsPattern("put \\[.* gives \\(offered \"in.x1B;\\[31m …\\]");
    assertThat(text)
        .containsPattern("2 messages: letter <- \\(another letter\\)\n")
        .containsPattern("mailbox 1: \\(to myself\\)\n");
    String json = command.lokoscope("state", "--format", "json", "trace", "--at", "0.5s").output();
    assertThat(json).contains("\"value\" : \"(offered \\\"in\\\\x1B;[31m …\"");
    assertThat(json.replaceAll("\\s+", " "))
        .contains("\"messageValues\" : [ \"letter\", \"(another letter)\" ]")
        .contains("\"messageValues\" : [ \"(to myself)\" ]");
  }

  @Test
  void shouldKeepNothingUnlessAsked() {
    assertThat(command.lokoscope("find", "private", "--count", "type:messageValue").output())
        .isEqualTo("0\n");
    assertThat(command.lokoscope("state", "private", "--at", "0.5s").output())
        .contains("never")
        .contains("2 messages\n")
        .doesNotContain("gives")
        .doesNotContain("letter");
    Command.Result wrong = command.lokoscope("record", "--values", "1001", "p.sps");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.errors()).contains("--values: from 1 to 1000");
  }
}
