// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.SafePoints;

/**
 * What programs see of TCP and of Unix domain sockets. The limit of time is for what would hang.
 */
@Timeout(120)
class NetTest {

  private static final String ECHO =
      """
      (define (echo c)
        (let ((in (connection-input-port c)) (out (connection-output-port c)))
          (let loop ((bytes (get-bytevector-some in)))
            (cond ((eof-object? bytes) (close-connection c))
                  (else (put-bytevector out bytes)
                        (loop (get-bytevector-some in)))))))
      (spawn-fiber
        (lambda ()
          (let loop ()
            (let ((c (tcp-accept listener)))
              (spawn-fiber (lambda () (echo c)))
              (loop)))))
      (define (client i rounds)
        (let* ((c (tcp-connect "127.0.0.1" port))
               (utf-8 (make-transcoder (utf-8-codec)))
               (in (transcoded-port (connection-input-port c) utf-8))
               (out (transcoded-port (connection-output-port c) utf-8)))
          (do ((k 0 (+ k 1))) ((= k rounds))
            (write (list 'λ i k) out)
            (newline out)
            (assert (equal? (get-datum in) (list 'λ i k)))
            (assert (equal? (get-char in) #\\newline)))
          (close-port out)
          (assert (eof-object? (get-char in)))
          (close-port in)
          i))
      (define (clients n rounds)
        (let ((done (make-channel)))
          (do ((i 0 (+ i 1))) ((= i n))
            (spawn-fiber (lambda () (put-message done (client i rounds)))))
          (do ((i 0 (+ i 1)) (sum 0 (+ sum (get-message done)))) ((= i n) (show sum)))))
      """;

  private static String run(String text) {
    return new NetProgram(text).run();
  }

  @ParameterizedTest
  @EnumSource(FiberMode.class)
  void shouldEchoToManyClientsAtOnce(FiberMode mode) {
    assertThat(new NetProgram(ECHO + "(clients 200 5)").mode(mode).run()).isEqualTo("19900\n");
  }

  @ParameterizedTest
  @EnumSource(SafePoints.class)
  void shouldEchoHoweverTheProgramIsInterrupted(SafePoints points) {
    assertThat(new NetProgram(ECHO + "(clients 5 3)").points(points).run()).isEqualTo("10\n");
  }

  @ParameterizedTest
  @EnumSource(FiberMode.class)
  void shouldTalkOverAUnixDomainSocketAndRemoveItsName(FiberMode mode, @TempDir Path folder) {
    Path name = folder.resolve("socket");
    String text =
        """
        (define path "%s")
        (define unix (unix-listen path))
        (define served
          (call-in-fiber
            (lambda ()
              (let* ((c (tcp-accept unix))
                     (request (read-all (connection-input-port c))))
                (say (connection-output-port c) (string-append "you said " request))
                (close-connection c)))))
        (show (file-exists? path))
        (let ((c (unix-connect path)))
          (say (connection-output-port c) "hello")
          (shutdown-connection-output c)
          (show (read-all (connection-input-port c)))
          (show (string=? (connection-peer c) path)))
        (get-message served)
        (close-listener unix)
        (show (file-exists? path))
        (show (complaint (lambda () (unix-connect path))))
        """
            .formatted(name);
    assertThat(new NetProgram(text).mode(mode).run())
        .startsWith("#t\n\"you said hello\"\n#t\n#f\n\"cannot connect to " + name + ": ");
  }

  @Test
  void shouldNameTheAddressWhenNobodyListens() {
    String output =
        run(
            """
            (close-listener listener)
            (show (string-append "cannot connect to 127.0.0.1:" (number->string port)
                                 ": connection refused"))
            (show (complaint (lambda () (tcp-connect "127.0.0.1" port))))
            """);
    assertThat(output.lines().distinct()).hasSize(1);
  }

  @Test
  void shouldSayWhichHostIsUnknown() {
    assertThat(run("(show (complaint (lambda () (tcp-connect \"no.such.host.invalid\" 80))))"))
        .isEqualTo("\"no such host: no.such.host.invalid\"\n");
  }

  @Test
  void shouldFindAHostByItsName() {
    assertThat(run("(show (connection? (tcp-connect \"localhost\" port)))")).isEqualTo("#t\n");
  }

  @Test
  void shouldSayThatAnAddressIsInUse() {
    assertThat(run("(show (complaint (lambda () (tcp-listen \"127.0.0.1\" port))))"))
        .matches("\"cannot listen on 127.0.0.1:\\d+: address already in use\"\n");
  }

  @Test
  void shouldPointAtTheFormThatFailedWhenNobodyHandlesIt() {
    assertThat(run("(define p (begin (close-listener listener) port))\n(tcp-connect \"::1\" p)"))
        .contains("net.sps:19:1: error in tcp-connect: cannot connect to [");
  }

  @Test
  void shouldRaiseWhenThePeerResets() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> peer =
          CompletableFuture.runAsync(
              () -> {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().read();
                  socket.setSoLinger(true, 0);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      String program =
          """
          (define c (tcp-connect "127.0.0.1" %d))
          (put-u8 (connection-output-port c) 1)
          (guard (e ((i/o-read-error? e)
                     (show (condition-message e))
                     (show (eq? (i/o-error-port e) (connection-input-port c)))))
            (get-u8 (connection-input-port c)))
          """;
      int port = server.getLocalPort();
      List<Long> failed = new ArrayList<>();
      Probe probe =
          new Probe() {
            @Override
            public void ioFailed(long time, long fiber, long device, long message) {
              failed.add(device);
            }
          };
      assertThat(new NetProgram(program.formatted(port)).probe(probe).run())
          .isEqualTo("\"cannot read: 127.0.0.1:%d: connection reset\"\n#t\n".formatted(port));
      assertThat(failed).hasSize(1);
      peer.join();
    }
  }

  @Test
  void shouldReadOnAfterItsOwnEnd() {
    assertThat(
            run(
                """
                (define answered
                  (call-in-fiber
                    (lambda ()
                      (let* ((c (tcp-accept listener))
                             (all (read-all (connection-input-port c))))
                        (say (connection-output-port c) (string-append "got " all))
                        (close-connection c)))))
                (define c (tcp-connect "127.0.0.1" port))
                (say (connection-output-port c) "question")
                (shutdown-connection-output c)
                (show (read-all (connection-input-port c)))
                (show (complaint (lambda () (put-u8 (connection-output-port c) 1))))
                """))
        .matches("\"got question\"\n\"cannot write: 127.0.0.1:\\d+: the output was shut down\"\n");
  }

  @Test
  void shouldLetATimerOrAConnectionWinAChoice() {
    assertThat(
            run(
                """
                (define (accept-within seconds)
                  (perform-operation
                    (choice-operation
                      (wrap-operation (tcp-accept-operation listener) connection?)
                      (wrap-operation (sleep-operation seconds) (lambda () 'late)))))
                (show (accept-within 0.01))
                (spawn-fiber (lambda () (sleep 0.01) (tcp-connect "127.0.0.1" port)))
                (show (accept-within 1000))
                (show (accept-within 0.01))
                """))
        .isEqualTo("late\n#t\nlate\n");
  }

  @Test
  void shouldServeOthersWheneverABusyFiberGivesWay() {
    assertThat(
            run(
                ECHO
                    + """
                    (define over #f)
                    (spawn-fiber (lambda () (client 1 50) (set! over #t)))
                    (let loop ((n 0))
                      (cond (over (show 'served))
                            (else (yield-current-task) (loop (+ n 1)))))
                    """))
        .isEqualTo("served\n");
  }

  /** The fibers are always ready, and never come to a slice's end in some of the modes. */
  @ParameterizedTest
  @EnumSource(SafePoints.class)
  void shouldSeeWhatComesWhileAFiberIsAlwaysReady(SafePoints points) {
    assertThat(
            new NetProgram(
                    """
                    (define peer #f)
                    (spawn-fiber (lambda () (set! peer (tcp-accept listener))))
                    (define c (tcp-connect "127.0.0.1" port))
                    (let loop ()
                      (unless peer (yield-current-task) (loop)))
                    (define heard #f)
                    (spawn-fiber
                      (lambda () (set! heard (get-u8 (connection-input-port peer)))))
                    (yield-current-task)
                    (say (connection-output-port c) "x")
                    (let loop ()
                      (unless heard (yield-current-task) (loop)))
                    (show heard)
                    """)
                .points(points)
                .run())
        .isEqualTo("120\n");
  }

  @Test
  void shouldSeeWhatHasComeSinceAShortReadWithoutWaiting() {
    assertThat(
            run(
                """
                (define c (tcp-connect "127.0.0.1" port))
                (define peer (tcp-accept listener))
                (define out (connection-output-port c))
                (define in
                  (transcoded-port (connection-input-port peer) (make-transcoder (utf-8-codec))))
                (define (get-char-when-ready)
                  (if (char-ready? in) (get-char in) (get-char-when-ready)))
                (say out "a")
                (show (get-char in))
                (say out "b")
                (show (get-char-when-ready))
                (show (char-ready? in))
                (close-connection c)
                (show (get-char-when-ready))
                """))
        .isEqualTo("#\\a\n#\\b\n#f\n#<eof>\n");
  }

  @Test
  void shouldMakeAWriterWaitForASlowReader() {
    assertThat(
            run(
                """
                (define size 20000000)
                (define written #f)
                (define bytes (make-bytevector size 7))
                (bytevector-u8-set! bytes (- size 1) 8)
                (spawn-fiber
                  (lambda ()
                    (let ((c (tcp-connect "127.0.0.1" port)))
                      (put-bytevector (connection-output-port c) bytes)
                      (set! written #t)
                      (close-connection c))))
                (define in (connection-input-port (tcp-accept listener)))
                (wait-for-readable in)
                (show written)
                (show (equal? (get-bytevector-all in) bytes))
                """))
        .isEqualTo("#f\n#t\n");
  }

  @Test
  void shouldNotMixWhatTwoFibersWriteAtOnce() {
    assertThat(
            run(
                """
                (define size 3000000)
                (define c (tcp-connect "127.0.0.1" port))
                (define out (connection-output-port c))
                (define (writer byte)
                  (call-in-fiber
                    (lambda () (put-bytevector out (make-bytevector size byte)) byte)))
                (define one (writer 1))
                (define two (writer 2))
                (define closer
                  (call-in-fiber
                    (lambda () (get-message one) (get-message two) (close-connection c))))
                (define in (connection-input-port (tcp-accept listener)))
                (show (equal? (get-bytevector-n in size) (make-bytevector size 1)))
                (show (equal? (get-bytevector-all in) (make-bytevector size 2)))
                """))
        .isEqualTo("#t\n#t\n");
  }

  @Test
  void shouldKeepBlocksBackUntilTheyAreFlushedOrThePortIsClosed() {
    assertThat(
            run(
                """
                (define c (tcp-connect "127.0.0.1" port))
                (define out (connection-output-port c (buffer-mode block)))
                (define in (connection-input-port (tcp-accept listener)))
                (define (within seconds)
                  (perform-operation
                    (choice-operation
                      (wrap-operation (readable-operation in)
                                      (lambda _ (get-bytevector-some in)))
                      (wrap-operation (sleep-operation seconds) (lambda () 'nothing)))))
                (put-u8 out 1)
                (show (within 0.05))
                (flush-output-port out)
                (show (within 1000))
                (put-u8 out 2)
                (close-port out)
                (show (get-bytevector-all in))
                """))
        .isEqualTo("nothing\n#vu8(1)\n#vu8(2)\n");
  }

  @Test
  void shouldRaiseInAFiberWhoseConnectionIsClosedByAnother() {
    assertThat(
            run(
                """
                (define c (tcp-connect "127.0.0.1" port))
                (define complained
                  (call-in-fiber
                    (lambda () (complaint (lambda () (get-u8 (connection-input-port c)))))))
                (sleep 0.01)
                (close-connection c)
                (show (get-message complained))
                (show (complaint (lambda () (put-u8 (connection-output-port c) 1))))
                """))
        .matches(
            """
            "tcp connection 127.0.0.1:\\d+ was closed while somebody waited for it"
            "cannot write: 127.0.0.1:\\d+: the connection was closed by this program"
            """);
  }

  @Test
  void shouldWaitUntilAConnectionIsReady() {
    assertThat(
            run(
                """
                (define c (tcp-connect "127.0.0.1" port))
                (wait-for-writable c)
                (wait-for-readable listener)
                (define peer (tcp-accept listener))
                (say (connection-output-port c) "λx")
                (define in
                  (transcoded-port (connection-input-port peer) (make-transcoder (utf-8-codec))))
                (wait-for-readable peer)
                (show (lookahead-char in))
                (wait-for-readable in)
                (show (char-ready? in))
                (show (get-string-n in 2))
                (show (char-ready? in))
                """))
        .isEqualTo("#\\λ\n#t\n\"λx\"\n#f\n");
  }

  @Test
  void shouldCallAWaitThatNothingCanEndADeadlock() {
    assertThat(run("(get-message (make-channel))")).contains("deadlock");
  }
}
