// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A dump of a run from outside. The limit of time is for what would hang. */
@Timeout(60)
final class ControlSocketTest {

  @TempDir private Path folder;

  private CompletableFuture<Integer> run(String text) throws IOException {
    Path program = folder.resolve("p.sps");
    Files.writeString(program, "(import (rnrs) (loko system fibers))\n" + text);
    return CompletableFuture.supplyAsync(
        () -> new SchemeRunner().run(program, List.of(), LaunchSettings.DEFAULT));
  }

  private static String askUntil(String what) {
    while (true) {
      try {
        String dump = ControlSocket.ask(ProcessHandle.current().pid());
        if (dump.contains(what)) {
          return dump;
        }
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void shouldShowABusyProgramToItsUserOnly() throws Exception {
    Path stop = folder.resolve("stop");
    CompletableFuture<Integer> status =
        run("(define (spin) (unless (file-exists? \"%s\") (spin)))\n(spin)".formatted(stop));
    assertThat(askUntil("at spin")).contains("process 1 (p.sps): running on CPU 0");
    String user = System.getProperty("user.name");
    Path socket =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "lokoscope-" + user,
            ProcessHandle.current().pid() + ".sock");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    Files.createFile(stop);
    assertThat(status.get(50, TimeUnit.SECONDS)).isZero();
    assertThat(socket).doesNotExist();
  }

  @Test
  void shouldShowAProgramThatRests() throws Exception {
    CompletableFuture<Integer> status = run("(sleep 0.7)");
    assertThat(askUntil("sleeping")).contains("p.sps:2:1");
    assertThat(status.get()).isZero();
  }

  @Test
  void shouldSayWhenThereIsNoRun() {
    assertThatThrownBy(() -> ControlSocket.ask(1)).isInstanceOf(IOException.class);
  }

  /** Who took nothing of a long answer used to keep everybody else waiting. */
  @Test
  void shouldAnswerOthersWhileOneClientIsStopped() throws Exception {
    String name = "hold-" + "x".repeat(600);
    CompletableFuture<Integer> status =
        run(
            """
            (define never (make-cvar))
            (define (NAME) (list (wait never)))
            (do ((i 0 (+ i 1))) ((= i 900)) (spawn-fiber (lambda () (NAME))))
            (let wait () (if (not (file-exists? "FILE")) (begin (sleep 0.01) (wait))))
            """
                .replace("NAME", name)
                .replace("FILE", folder.resolve("end").toString()));
    String dump = askUntil("at hold");
    assertThat(dump.length()).as("more than a socket holds").isGreaterThan(400_000);
    Path socket =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "lokoscope-" + System.getProperty("user.name"),
            ProcessHandle.current().pid() + ".sock");
    try (SocketChannel stopped = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      stopped.read(ByteBuffer.allocate(1));
      assertThat(ControlSocket.ask(ProcessHandle.current().pid())).contains("at hold");
    }
    Files.createFile(folder.resolve("end"));
    assertThat(status.get()).isZero();
  }
}
