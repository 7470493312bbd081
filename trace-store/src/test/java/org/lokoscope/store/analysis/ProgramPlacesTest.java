// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceForm;

/** Which call of a program is meant, by where it stands and what stands inside of it. */
final class ProgramPlacesTest {

  private static final Site LIBRARY = new Site(90, "lib.sls", 7, 1, "catch", "(body)");

  private final FakeTrace trace = new FakeTrace();
  private long last;

  /** A call that reaches over so many lines. */
  private Site call(String procedure, String form, int line, int column, int lines) {
    Site site = trace.site(++last, line, column, procedure, form);
    trace.forms.add(new SourceForm(site, line + lines, lines == 0 ? column + 20 : 1));
    return site;
  }

  private ProgramPlaces places() {
    return new ProgramPlaces(trace);
  }

  @Test
  void shouldKnowWhatIsTheUsersToChange() {
    trace.forms.add(new SourceForm(new Site(50, "mine.sls", 1, 1, "", "(f)"), 2, 1));
    ProgramPlaces places = places();
    assertThat(places.isUsers(new Site(1, "app.sps", 3, 1, "", ""))).as("the program").isTrue();
    assertThat(places.isUsers(new Site(1, "mine.sls", 3, 1, "", ""))).as("has forms").isTrue();
    assertThat(places.isUsers(LIBRARY)).isFalse();
    assertThat(places.isUsers(new Site(1, "app.sps", 0, 0, "", ""))).as("no line").isFalse();
    assertThat(places.areKnown()).isTrue();
    trace.forms.clear();
    assertThat(places().areKnown()).isFalse();
  }

  @Test
  void shouldKnowWhichFormStandsInsideWhich() {
    Site outer = call("work", "(outer)", 5, 1, 4);
    Site inner = call("work", "(inner)", 6, 3, 0);
    Site behind = call("work", "(behind)", 9, 1, 0);
    ProgramPlaces places = places();
    assertThat(places.contains(outer, inner)).isTrue();
    assertThat(places.contains(inner, outer)).isFalse();
    assertThat(places.contains(outer, behind)).as("begins where the other ends").isFalse();
    assertThat(places.contains(LIBRARY, inner)).as("not a form that is known").isFalse();
  }

  @Test
  void shouldNameTheLoopOfALambdaByTheInnermostFormAroundIt() {
    call("whole", "(a)", 1, 1, 30);
    call("loop", "(b)", 5, 1, 10);
    call("middle", "(c)", 3, 1, 20);
    call("", "(d)", 6, 1, 5);
    call("other", "(e)", 8, 1, 0);
    ProgramPlaces places = places();
    assertThat(places.loop(new Site(80, "app.sps", 7, 3, "", ""))).isEqualTo("loop");
    assertThat(places.loop(new Site(80, "app.sps", 18, 3, "", ""))).isEqualTo("middle");
    assertThat(places.loop(new Site(80, "app.sps", 40, 3, "", ""))).isEmpty();
    assertThat(places.loop(new Site(80, "app.sps", 7, 3, "own", ""))).isEqualTo("own");
    assertThat(places.loop(LIBRARY)).isEqualTo("catch");
    assertThat(places.loop(new Site(80, "lib.sls", 7, 3, "", ""))).isEmpty();
  }

  @Test
  void shouldTakeTheCallAroundTheSuspend() {
    call("work", "(catch 1)", 2, 1, 0);
    Site around = call("other", "(catch 2)", 5, 1, 4);
    Site suspend = call("work", "(get-message)", 6, 3, 0);
    call("work", "(catch 3)", 10, 1, 0);
    assertThat(places().caller(LIBRARY, suspend)).isEqualTo(around);
  }

  @Test
  void shouldTakeTheCallAroundTheCallOfTheLoop() {
    Site suspend = call("work", "(get-message)", 3, 3, 0);
    call("main", "(catch 1)", 20, 1, 0);
    Site around = call("main", "(catch 2)", 22, 1, 4);
    call("main", "(work)", 23, 3, 0);
    assertThat(places().caller(LIBRARY, suspend)).isEqualTo(around);
  }

  @Test
  void shouldTakeTheCallOfTheSameLoopWhereNoneStandsAround() {
    Site suspend = call("work", "(get-message)", 3, 3, 0);
    call("main", "(catch 1)", 20, 1, 0);
    Site same = call("work", "(catch 2)", 5, 1, 0);
    call("work", "(catch 3)", 7, 1, 0);
    assertThat(places().caller(LIBRARY, suspend)).as("the first of them").isEqualTo(same);
  }

  @Test
  void shouldPreferACallAroundTheSuspendToOneOfItsLoop() {
    Site suspend = call("work", "(get-message)", 6, 3, 0);
    call("work", "(catch 1)", 2, 1, 0);
    call("other", "(catch 2)", 5, 1, 4);
    Site both = call("work", "(catch 3)", 4, 1, 8);
    assertThat(places().caller(LIBRARY, suspend)).isEqualTo(both);
  }

  @Test
  void shouldKnowNoCallerWhereNothingCallsIt() {
    Site suspend = call("work", "(get-message)", 6, 3, 0);
    assertThat(places().caller(LIBRARY, suspend)).isEqualTo(Site.UNKNOWN);
    Site first = call("main", "(catch 1)", 20, 1, 0);
    call("main", "(catch 2)", 22, 1, 0);
    Site nowhere = new Site(70, "app.sps", 40, 1, "", "");
    assertThat(places().caller(LIBRARY, nowhere)).as("all are as likely").isEqualTo(first);
  }

  @Test
  void shouldFindTheOutermostFormAroundALoop() {
    call("other", "(all)", 1, 1, 40);
    call("work", "(inner)", 5, 1, 5);
    Site outer = call("work", "(outer)", 4, 1, 8);
    call("work", "(middle)", 4, 5, 7);
    Site suspend = call("work", "(get-message)", 6, 3, 0);
    assertThat(places().around(suspend)).isEqualTo(outer);
    assertThat(places().around(new Site(70, "app.sps", 60, 1, "", ""))).isEqualTo(Site.UNKNOWN);
  }

  @Test
  void shouldFindTheFormAroundTheCallThatGoesRound() {
    Site suspend = call("work", "(get-message)", 3, 3, 0);
    call("work", "(before)", 5, 1, 0);
    Site outer = call("work", "(outer)", 7, 1, 3);
    call("work", "(work)", 8, 1, 0);
    assertThat(places().around(suspend)).isEqualTo(outer);
  }

  /** The call that goes round holds nothing but itself, and no more does where it waits. */
  @Test
  void shouldNotTakeTheCallItselfForTheFormAroundIt() {
    Site suspend = call("work", "(get-message)", 3, 3, 0);
    call("work", "(work)", 8, 1, 0);
    assertThat(places().around(suspend)).isEqualTo(Site.UNKNOWN);
  }

  @Test
  void shouldFindTheFirstOrTheLastCallInsideAForm() {
    Site outer = call("work", "(work (f))", 5, 1, 5);
    Site first = call("work", "(loop 1)", 6, 3, 0);
    call("work", "(loop 2)", 6, 30, 0);
    Site lastOne = call("work", "(loop 3)", 8, 2, 0);
    call("work", "(loop 4)", 7, 40, 0);
    call("work", "(loop 5)", 12, 1, 0);
    Set<String> loops = Set.of("loop", "work", "absent");
    assertThat(places().inside(outer, loops, false)).isEqualTo(first);
    assertThat(places().inside(outer, loops, true)).isEqualTo(lastOne);
    assertThat(places().inside(outer, Set.of("absent"), true)).isEqualTo(Site.UNKNOWN);
    assertThat(places().inside(LIBRARY, loops, true)).isEqualTo(Site.UNKNOWN);
  }

  @Test
  void shouldTellTheOrderOfCallsOnOneLine() {
    Site outer = call("work", "(guard)", 5, 1, 5);
    Site middle = call("work", "(loop 1)", 6, 30, 0);
    Site left = call("work", "(loop 2)", 6, 3, 0);
    assertThat(places().inside(outer, Set.of("loop"), false)).isEqualTo(left);
    assertThat(places().inside(outer, Set.of("loop"), true)).isEqualTo(middle);
  }
}
