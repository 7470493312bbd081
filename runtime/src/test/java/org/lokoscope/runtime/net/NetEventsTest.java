// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;

/** What a trace says of waiting for sockets, and what a program says in its trace. */
@Timeout(120)
class NetEventsTest {

  /** Writes the events down as text, with names instead of numbers. */
  private static final class Scribe implements Probe {
    private final List<String> events = new ArrayList<>();
    private final Map<Long, String> strings = new HashMap<>();
    private final Map<Long, String> objects = new HashMap<>();

    private static String reason(int code) {
      return SuspendReason.values()[code].toString();
    }

    @Override
    public void stringDefined(long time, long string, String text) {
      strings.put(string, text);
    }

    @Override
    public void objectCreated(long time, long object, int kind, long fiber, long site) {
      if (kind == ObjectKind.PORT.ordinal()) {
        objects.put(object, "");
      }
    }

    @Override
    public void named(long time, long subject, long name) {
      if (objects.containsKey(subject)) {
        String text =
            Objects.requireNonNull(strings.get(name)).replaceAll("[0-9.]+:[0-9]+", "ADDRESS");
        objects.put(subject, text);
        events.add("made " + text);
      }
    }

    @Override
    public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
      if (objects.containsKey(object)) {
        events.add("suspended " + reason(reason) + " " + objects.get(object));
      }
    }

    @Override
    public void ioWaiting(long time, long fiber, long port, int direction) {
      events.add("waiting " + reason(direction) + " " + objects.get(port));
    }

    @Override
    public void ioReady(long time, long fiber, long port, int direction) {
      events.add("ready " + reason(direction) + " " + objects.get(port));
    }

    @Override
    public void fiberReady(long time, long fiber, long by, long object) {
      if (objects.containsKey(object)) {
        events.add("fiber ready " + by + " " + objects.get(object));
      }
    }

    @Override
    public void marked(long time, long fiber, long name, long site) {
      events.add("mark " + strings.get(name) + (site == 0 ? " nowhere" : ""));
    }

    @Override
    public void spanBegan(long time, long span, long fiber, long name, long site) {
      events.add("begin " + strings.get(name) + (site == 0 ? " nowhere" : ""));
      objects.put(span, strings.get(name));
    }

    @Override
    public void spanEnded(long time, long span) {
      events.add("end " + objects.get(span));
    }

    @Override
    public void counted(long time, long fiber, long name, long value) {
      events.add("count " + strings.get(name) + " " + value);
    }
  }

  @Test
  void shouldReportWhoWaitsForWhatAndWhatWakesHim() {
    Scribe scribe = new Scribe();
    new NetProgram(
            "(spawn-fiber (lambda () (tcp-connect \"127.0.0.1\" port))) (tcp-accept listener)")
        .probe(scribe)
        .run();
    assertThat(scribe.events)
        .containsSubsequence(
            "made tcp listener ADDRESS",
            "suspended READABLE tcp listener ADDRESS",
            "waiting READABLE tcp listener ADDRESS",
            "ready READABLE tcp listener ADDRESS",
            "fiber ready 0 tcp listener ADDRESS");
    assertThat(scribe.events.stream().filter("made tcp connection ADDRESS"::equals)).hasSize(2);
  }

  /** Both ends name both addresses; bytes are counted from the begin of the connection. */
  @Test
  void shouldReportTheEndsOfAConnectionAndWhatGoesOverIt() {
    Map<Long, String> strings = new HashMap<>();
    List<String> ends = new ArrayList<>();
    List<String> bytes = new ArrayList<>();
    Probe probe =
        new Probe() {
          @Override
          public void stringDefined(long time, long string, String text) {
            strings.put(string, text);
          }

          @Override
          public void connectionMade(long time, long port, long local, long remote) {
            ends.add(strings.get(local) + " " + strings.get(remote));
          }

          @Override
          public void bytesWritten(long time, long fiber, long port, long total) {
            bytes.add("wrote " + total);
          }

          @Override
          public void bytesRead(long time, long fiber, long port, long total) {
            bytes.add("read " + total);
          }
        };
    String program =
        """
        (spawn-fiber
         (lambda ()
           (let ((out (connection-output-port (tcp-connect "127.0.0.1" port))))
             (put-bytevector out #vu8(1 2 3))
             (flush-output-port out)
             (put-u8 out 4)
             (flush-output-port out))))
        (let ((in (connection-input-port (tcp-accept listener))))
          (show (bytevector-length (get-bytevector-n in 4))))
        """;
    assertThat(new NetProgram(program).probe(probe).run()).isEqualTo("4\n");
    assertThat(ends).hasSize(2);
    String[] one = ends.getFirst().split(" ", -1);
    assertThat(ends.getLast()).isEqualTo(one[1] + " " + one[0]);
    assertThat(one[0]).matches("127\\.0\\.0\\.1:[0-9]+");
    assertThat(bytes).contains("wrote 3", "wrote 4", "read 4");
  }

  private static final String MARKS =
      """
      (trace-mark "begin")
      (define span (trace-span-begin 'work))
      (trace-counter "load" -3)
      (trace-span-end span)
      (show (call-with-values (lambda () (with-trace-span "two" (values 1 2))) list))
      """;

  @Test
  void shouldRecordMarksSpansAndCounters() {
    Scribe scribe = new Scribe();
    assertThat(new NetProgram(MARKS).probe(scribe).run()).isEqualTo("(1 2)\n");
    assertThat(scribe.events)
        .containsSubsequence(
            "mark begin", "begin work", "count load -3", "end work", "begin two", "end two");
  }

  @Test
  void shouldDoNothingWithMarksInAnUntracedRun() {
    assertThat(new NetProgram(MARKS).run()).isEqualTo("(1 2)\n");
  }

  @Test
  void shouldRefuseWhatIsNoNameEvenUntraced() {
    assertThat(new NetProgram("(trace-mark 1)").run())
        .contains("trace-mark: expected a string or a symbol");
  }
}
