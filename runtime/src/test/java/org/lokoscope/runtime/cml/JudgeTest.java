// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The model itself: what it accepts and what it does not. */
class JudgeTest {

  private static final Script.Op PUT = new Script.Put(0);
  private static final Script.Op GET = new Script.Get(0);

  /** A script whose fibers perform one operation each; their arms have these numbers. */
  private static Script script(Script.Op... ops) {
    List<List<Script.Step>> fibers =
        List.of(ops).stream().map(op -> List.<Script.Step>of(new Script.Perform(op))).toList();
    return new Script(2, 2, fibers, 0);
  }

  private static void judge(Script script, String events) {
    Judge.judge(new History(script, "(" + events + ")"), true);
  }

  private static void shouldRefuse(String complaint, Script script, String events) {
    assertThatThrownBy(() -> judge(script, events))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void shouldAcceptARendezvous() {
    assertThatCode(
            () ->
                judge(
                    script(PUT, GET),
                    "(start 0 0 0) (start 1 0 0) (done 1 0 0 2000000 1000000)"
                        + " (done 0 0 0 1000000 -1)"))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseAMessageThatIsDeliveredTwice() {
    shouldRefuse(
        "twice",
        script(PUT, GET, GET),
        "(start 0 0 0) (start 1 0 0) (start 2 0 0) (done 0 0 0 1000000 -1)"
            + " (done 1 0 0 2000000 1000000) (done 2 0 0 3000000 1000000)");
  }

  @Test
  void shouldRefuseALostMessage() {
    shouldRefuse("lost", script(PUT, GET), "(start 0 0 0) (start 1 0 0) (done 0 0 0 1000000 -1)");
  }

  @Test
  void shouldRefuseThatBothSidesWait() {
    shouldRefuse("could meet", script(PUT, GET), "(start 0 0 0) (start 1 0 0)");
  }

  @Test
  void shouldRefuseALateTimer() {
    shouldRefuse("slept", script(new Script.Sleep(2)), "(start 0 0 0) (done 0 0 3 1000000 -1)");
  }

  @Test
  void shouldRefuseAMissingNack() {
    Script.Op nack = new Script.Nack(new Script.Never());
    Script script = script(new Script.Choice(List.of(nack, new Script.Always())));
    String done = "(start 0 0 0) (made 1000001) (done 0 0 0 1000003 -1)";
    assertThatCode(() -> judge(script, done + " (nack 1000001)")).doesNotThrowAnyException();
    shouldRefuse("wrong nacks", script, done);
  }

  @Test
  void shouldRefuseThatALaterReceiverIsServedFirst() {
    shouldRefuse(
        "came before",
        script(GET, GET, PUT),
        "(start 0 0 0) (start 1 0 0) (start 2 0 0) (done 2 0 0 3000000 -1)"
            + " (done 1 0 0 2000000 3000000)");
  }
}
