// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lokoscope.store.Site;

/** The sentences about fibers that grow, word for word. */
final class GrowthWordingTest {

  private static final Site PLACE = new Site(1, "dir/app.sps", 12, 9, "work", "(guard ...)");
  private static final Site CALL = new Site(2, "dir/app.sps", 13, 4, "work", "(work (+ i 1))");
  private static final Site NOWHERE = Site.UNKNOWN;
  private static final Site LIBRARY = new Site(3, "lib.sls", 7, 1, "fold-left", "");

  private static Anchor anchor(Anchor.Form form, Site call, Site library, double words) {
    return new Anchor(form, PLACE, call, library, 1, new Iteration(words, 1), 5);
  }

  private static String sentence(Anchor.Form form, Site library, double each, double words) {
    return GrowthWording.sentence(anchor(form, CALL, library, each), "w#1", words, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "1 | 1",
        "10 | 10",
        "6.5 | 6.5",
        "0.25 | 0.25",
        "0.125 | 0.13",
        "0.94 | 0.94",
        "0.949 | 0.95",
        "0.95 | 1",
        "1.95 | 2",
        "0.96 | 1",
        "0.0625 | 0.063",
        "2.04 | 2",
        "2.06 | 2.1",
        "2.94 | 2.9",
        "2.96 | 3",
        "99.5 | 99.5",
        "99.97 | 100",
        "100 | 100",
        "100.4 | 100",
        "1234 | 1\u202f234",
        "1234567.4 | 1\u202f234\u202f567",
        "-0.25 | -0.25",
        "-6.5 | -6.5",
        "-1234.4 | -1\u202f234"
      })
  void shouldWriteNumbersAsAPersonDoes(double value, String text) {
    assertThat(GrowthWording.number(value)).isEqualTo(text);
  }

  @Test
  void shouldSayWhatAResumeOfWhichFormLeavesBehind() {
    assertThat(sentence(Anchor.Form.GUARD, NOWHERE, 11, 11))
        .isEqualTo(
            "Fiber \"w#1\" retains 88 more bytes (11 words) per resume: the call in (guard ...) at"
                + " app.sps:12:9 is not a tail call, so every iteration leaves a guard frame and a"
                + " handler behind.");
    assertThat(sentence(Anchor.Form.DYNAMIC_WIND, NOWHERE, 11, 11))
        .endsWith(
            ": the loop goes on inside (dynamic-wind ...) at app.sps:12:9, so every iteration"
                + " leaves a pair of before and after thunks on the dynamic state.");
    assertThat(sentence(Anchor.Form.PARAMETERIZE, NOWHERE, 11, 11))
        .endsWith(
            ": the loop goes on inside (parameterize ...) at app.sps:12:9, so every iteration"
                + " leaves one more binding on the dynamic state.");
    assertThat(sentence(Anchor.Form.HANDLER, NOWHERE, 11, 11))
        .endsWith(
            ": the loop goes on inside (with-exception-handler ...) at app.sps:12:9, so every"
                + " iteration leaves one more handler on the dynamic state.");
    assertThat(sentence(Anchor.Form.CALL, NOWHERE, 1, 11))
        .endsWith(
            ": the call at app.sps:12:9 is not a tail call, so every iteration leaves 1 word of"
                + " frames behind.");
    assertThat(sentence(Anchor.Form.CALL, LIBRARY, 6.5, 11))
        .endsWith(
            ": the loop goes on inside (fold-left ...) at app.sps:12:9, which has something to do"
                + " after it, so every iteration leaves 6.5 words of frames behind.");
  }

  @Test
  void shouldTellOfIterationsWhereAResumeIsATimeSlice() {
    assertThat(sentence(Anchor.Form.GUARD, NOWHERE, 11, 32.5))
        .startsWith("Fiber \"w#1\" retains 260 more bytes (32.5 words) per resume: ");
    assertThat(sentence(Anchor.Form.GUARD, NOWHERE, 11, 33))
        .startsWith(
            "Fiber \"w#1\" retains 88 more bytes (11 words) per iteration, 3 iterations per"
                + " resume: ");
    assertThat(sentence(Anchor.Form.GUARD, NOWHERE, 0, 33))
        .as("nothing is known of iterations")
        .startsWith("Fiber \"w#1\" retains 264 more bytes (33 words) per resume: ");
    assertThat(sentence(Anchor.Form.GUARD, NOWHERE, 11, 0))
        .startsWith("Fiber \"w#1\" retains more winders at each resume: ");
  }

  @Test
  void shouldWriteBytesWhollyFromTenOn() {
    assertThat(sentence(Anchor.Form.GUARD, NOWHERE, 11, 1.3))
        .startsWith("Fiber \"w#1\" retains 10 more bytes (1.3 words) per resume: ");
    assertThat(sentence(Anchor.Form.GUARD, NOWHERE, 11, 1.0625))
        .startsWith("Fiber \"w#1\" retains 8.5 more bytes (1.1 words) per resume: ");
    assertThat(sentence(Anchor.Form.GUARD, NOWHERE, 11, 0.125))
        .startsWith("Fiber \"w#1\" retains 1 more byte (0.13 words) per resume: ");
  }

  @Test
  void shouldTellHowManyMoreFibersDoTheSame() {
    Anchor anchor = anchor(Anchor.Form.GUARD, CALL, NOWHERE, 11);
    assertThat(GrowthWording.sentence(anchor, "w", 11, 0)).endsWith(" behind.");
    assertThat(GrowthWording.sentence(anchor, "w", 11, 1))
        .endsWith(" behind. 1 more fiber does the same.");
    assertThat(GrowthWording.sentence(anchor, "w", 11, 7))
        .endsWith(" behind. 7 more fibers do the same.");
  }

  private static String fix(Anchor.Form form, Site call, Site library) {
    return GrowthWording.fix(anchor(form, call, library, 11));
  }

  @Test
  void shouldSayWhichCallIsToBeMovedWhere() {
    assertThat(fix(Anchor.Form.GUARD, CALL, NOWHERE))
        .isEqualTo(
            "Call (work (+ i 1)) at app.sps:13:4 after the guard form has returned: let it return"
                + " a value and loop outside it.");
    assertThat(fix(Anchor.Form.HANDLER, NOWHERE, NOWHERE))
        .isEqualTo(
            "Call (work) after the with-exception-handler form has returned: handle one message"
                + " inside it and loop outside it.");
    assertThat(fix(Anchor.Form.CALL, CALL, LIBRARY))
        .isEqualTo(
            "Call (work (+ i 1)) at app.sps:13:4 after fold-left has returned: handle one message"
                + " inside it and loop outside it.");
    assertThat(fix(Anchor.Form.CALL, CALL, NOWHERE))
        .isEqualTo(
            "Make the call at app.sps:12:9 the last thing that its procedure does, for example by"
                + " passing on what is left to do as an argument.");
    Anchor nameless =
        new Anchor(
            Anchor.Form.GUARD,
            new Site(1, "app.sps", 12, 9, "", ""),
            NOWHERE,
            NOWHERE,
            1,
            new Iteration(11, 1),
            5);
    assertThat(GrowthWording.fix(nameless)).startsWith("Call the loop after the guard form ");
  }
}
