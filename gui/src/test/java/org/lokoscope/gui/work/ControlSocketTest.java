package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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

  private static String askUntil(String what) throws InterruptedException {
    while (true) {
      try {
        String dump = ControlSocket.ask(ProcessHandle.current().pid());
        if (dump.contains(what)) {
          return dump;
        }
      } catch (IOException notYet) {
        Thread.sleep(10);
      }
    }
  }

  @Test
  void shouldShowABusyProgramToItsUserOnly() throws Exception {
    CompletableFuture<Integer> status =
        run("(define (spin n) (if (> n 0) (spin (- n 1)) 'done))\n(spin 1500000000)");
    assertThat(askUntil("at spin")).contains("process 1 (p.sps): running on CPU 0");
    String user = System.getProperty("user.name");
    Path socket =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "lokoscope-" + user,
            ProcessHandle.current().pid() + ".sock");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    assertThat(status.get(50, TimeUnit.SECONDS)).isZero();
    assertThat(socket).doesNotExist();
  }

  @Test
  void shouldShowAProgramThatRests() throws Exception {
    CompletableFuture<Integer> status = run("(sleep 0.7)");
    assertThat(askUntil("waits for a time")).contains("p.sps:2:1");
    assertThat(status.get()).isZero();
  }

  @Test
  void shouldSayWhenThereIsNoRun() {
    assertThatThrownBy(() -> ControlSocket.ask(1)).isInstanceOf(IOException.class);
  }
}
