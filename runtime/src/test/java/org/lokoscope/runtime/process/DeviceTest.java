// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;

/** Interrupts as messages, and the calls to process 0. */
@Timeout(120)
class DeviceTest {

  private static final String WORKER =
      """
      (define (echo to)
        (send-message to (list 'pid (self-pid) (receive-message)))
        (echo to))
      """;

  @TempDir private Path folder;

  private ProcessProgram program() {
    return new ProcessProgram(folder, "echo", WORKER);
  }

  @Test
  void shouldDeliverAnInterruptAsAMessage() {
    String output =
        program()
            .run(
                """
                (define irq (device-irq 'timer))
                (enable-irq irq)
                (start-timer 0.001)
                (write (= irq (receive-message)))
                (acknowledge-irq irq)
                (write (= irq (receive-message)))
                """);
    assertThat(output).isEqualTo("#t#t");
  }

  @Test
  void shouldHoldAnInterruptBackUntilTheLastOneIsAcknowledged() {
    String output =
        program()
            .seed(1)
            .run(
                """
                (define irq (device-irq 'timer))
                (define (within seconds)
                  (perform-operation
                    (choice-operation (receive-operation)
                                      (wrap-operation (sleep-operation seconds)
                                                      (lambda () 'nothing)))))
                (enable-irq irq)
                (start-timer 0.001)
                (write (within 1))
                (write (within 1))
                (acknowledge-irq irq)
                (write (within 1))
                (sleep 0.01)
                (stop-device irq)
                (acknowledge-irq irq)
                (disable-irq irq)
                (write (within 1))
                (write (within 1))
                """);
    assertThat(output).isEqualTo("0nothing00nothing");
  }

  /** The driver of a device that floods gets on, and so do all others. */
  @Test
  void shouldGoOnWhenADeviceFloods() {
    List<Long> times = new ArrayList<>();
    Probe probe =
        new Probe() {
          @Override
          public void interruptRaised(long time, long process, int irq, long count) {
            times.add(count);
          }
        };
    String output =
        program()
            .seed(7)
            .probes(_ -> probe)
            .run(
                """
                (define irq (device-irq 'random))
                (define other (spawn-process '(worker) 'echo (self-pid)))
                (enable-irq irq)
                (start-random-device 0)
                (define (drive n)
                  (unless (zero? n)
                    (assert (eqv? irq (receive-message)))
                    (sleep 0.001)
                    (acknowledge-irq irq)
                    (drive (- n 1))))
                (drive 100)
                (disable-irq irq)
                (send-message other 'hello)
                (let loop ((m (receive-message)))
                  (if (eqv? m irq) (loop (receive-message)) (write m)))
                (write (< 90000 (interrupts-raised irq)))
                """);
    assertThat(output).isEqualTo("(pid 2 hello)#t");
    assertThat(times.stream().mapToLong(n -> n).sum()).isGreaterThan(90_000);
    assertThat(times.size()).isBetween(100, 102);
  }

  @Test
  void shouldTakeInterruptsAwayFromAProcessThatHasEnded() {
    String output =
        new ProcessProgram(
                folder,
                "drive",
                """
                (define (drive)
                  (enable-irq (device-irq 'timer))
                  (start-timer 0.001)
                  (receive-message))
                """)
            .run(
                """
                (define pid (spawn-process '(worker) 'drive))
                (monitor-process pid)
                (write (receive-message))
                (define raised (interrupts-raised (device-irq 'timer)))
                (sleep 0.02)
                (write (= raised (interrupts-raised (device-irq 'timer))))
                (enable-irq (device-irq 'timer))
                (start-timer 0.001)
                (write (receive-message))
                """);
    assertThat(output).isEqualTo("(process-ended 2 0)#t0");
  }

  @Test
  void shouldAnswerTheCallsThatLokoHas() {
    String output =
        program()
            .seed(1)
            .run(
                """
                (define (show x) (write x) (newline))
                (show (system-call '(get-pid)))
                (show (system-call '(command-line)))
                (show (pair? (system-call '(environment))))
                (show (< (let ((before (system-call '(current-ticks))))
                           (sleep 0.005)
                           (- (system-call '(current-ticks)) before))
                         7))
                (define new (vector 'new-process #f '(worker) 'echo 1))
                (show (system-call new))
                (show (system-call (vector 'send (vector-ref new 1) 'hi)))
                (define forever (vector 'wait #f #f))
                (show (system-call forever))
                (show forever)
                (define soon (vector 'wait 1000000 #f))
                (show (system-call soon))
                (show soon)
                (show (system-call (vector 'enable-irq 0)))
                (start-timer 0.001)
                (show (system-call (vector 'wait #f #f)))
                (define last (vector 'wait 20000000 #f))
                (show (system-call (vector 'acknowledge-irq 0 last)))
                (show (vector-ref last 2))
                (show (system-call (vector 'send 99 'hi)))
                (show (system-call '(no-such-call)))
                (show (system-call (list 'exit (vector-ref new 1) 0)))
                (sleep 0.001)
                (show (system-call (list 'exit (vector-ref new 1) 0)))
                (system-call '(exit 1 3))
                (show 'not-reached)
                """);
    assertThat(output)
        .isEqualTo(
            """
            1
            ("program" "argument")
            #t
            #t
            ok
            ok
            message
            #(wait #f (pid 2 hi))
            timeout
            #(wait 0 #f)
            ok
            message
            message
            0
            #f
            error
            ok
            #f
            """);
  }

  @Test
  void shouldInterruptTheDriverOfTheConsoleWhenThereIsInput() throws Exception {
    SlowInput input = new SlowInput();
    ProcessProgram program = program().input(input);
    program.prepare();
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () ->
                program.execute(
                    """
                    (define irq (device-irq 'console))
                    (enable-irq irq)
                    (write (= irq (receive-message)))
                    (write (get-char (current-input-port)))
                    (acknowledge-irq irq)
                    (write (= irq (receive-message)))
                    (write (get-char (current-input-port)))
                    """));
    input.give('x');
    input.give('y');
    assertThat(status.get()).isZero();
    assertThat(program.output()).isEqualTo("#t#\\x#t#\\y");
  }
}
