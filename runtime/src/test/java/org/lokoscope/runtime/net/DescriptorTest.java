// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Sockets are freed: when they are closed, and when the run ends. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class DescriptorTest {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private static long sockets() throws IOException {
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.filter(DescriptorTest::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException _) {
      return false;
    }
  }

  private static final String PAIRS =
      """
      (define (pair)
        (let* ((here (tcp-connect "127.0.0.1" port)) (there (tcp-accept listener)))
          (say (connection-output-port here) "x")
          (assert (eqv? (get-u8 (connection-input-port there)) 120))
          (cons here there)))
      """;

  @Test
  void shouldFreeEverySocketWhenTheRunEnds() throws IOException {
    long before = sockets();
    String output =
        new NetProgram(
                PAIRS + "(show (length (map (lambda (i) (pair)) '(1 2 3 4 5 6 7 8))))" + "(exit 3)")
            .run();
    assertThat(output).isEqualTo("8\n");
    assertThat(sockets()).isEqualTo(before);
  }

  /** The program opens and closes 200 pairs, and then asks the test to look. */
  @Test
  void shouldFreeASocketWhenItIsClosed() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      long before = sockets();
      CompletableFuture<Long> seen =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket asking = server.accept()) {
                  long now = sockets();
                  while (now > before + 3) {
                    Thread.onSpinWait();
                    now = sockets();
                  }
                  asking.shutdownOutput();
                  return now;
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      String output =
          new NetProgram(
                  PAIRS
                      + """
                      (define (close-ports c)
                        (close-port (connection-output-port c))
                        (close-port (connection-input-port c)))
                      (do ((i 0 (+ i 1))) ((= i 200))
                        (let ((p (pair)))
                          ((if (even? i) close-connection close-ports) (car p))
                          ((if (even? i) close-ports close-connection) (cdr p))))
                      (define c (tcp-connect "127.0.0.1" %d))
                      (show (get-u8 (connection-input-port c)))
                      """
                          .formatted(server.getLocalPort()))
              .run();
      assertThat(output).isEqualTo("#<eof>\n");
      assertThat(seen.join()).isLessThanOrEqualTo(before + 3);
    }
  }
}
