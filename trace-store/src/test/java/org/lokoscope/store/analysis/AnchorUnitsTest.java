// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.WinderKind;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceForm;

/** What belongs together of what has grown, and what is a leak of its own: bounds and orders. */
final class AnchorUnitsTest {

  private final FakeTrace trace = new FakeTrace();
  private long last;

  /** {@code (each f)} in {@code work}, and inside of it a guard and a call of {@code work}. */
  private final Site each = form("work", "(each f)", 8, 20, 9);

  private final Site guard = form("work", "(guard (e (#t (work 0))) (work 1))", 9, 3, 7);
  private final Site again = form("work", "(work 0)", 10, 3, 0);
  private final Site inbox = form("work", "(get-message inbox)", 11, 3, 0);
  private final Site next = form("work", "(work 1)", 12, 3, 0);

  private final Site plain = form("other", "(+ 1 (other))", 40, 3, 2);
  private final Site eachOfLibrary = library("each");
  private final Site helper = library("helper");

  private Site form(String procedure, String form, int line, int column, int lines) {
    Site site = trace.site(++last, line, column, procedure, form);
    trace.forms.add(new SourceForm(site, line + lines, lines == 0 ? column + 10 : 1));
    return site;
  }

  private Site library(String procedure) {
    return new Site(++last, "lib.sls", 3, 1, procedure, "");
  }

  @BeforeEach
  void begin() {
    trace.winderKinds.put(guard.id(), WinderKind.GUARD);
  }

  private static Grown frames(Site site, long more) {
    return new Grown(site, 5, false, more, more);
  }

  private static Grown winders(Site site, long more) {
    return new Grown(site, 5, true, more, more);
  }

  private List<Anchor> of(Grown... grown) {
    return of(inbox, grown);
  }

  private List<Anchor> of(Site suspend, Grown... grown) {
    return new Anchors(trace, new ProgramPlaces(trace)).of(List.of(grown), suspend);
  }

  private List<Site> sites(Grown... grown) {
    return of(grown).stream().map(Anchor::site).toList();
  }

  private Anchor only(Grown... grown) {
    List<Anchor> found = of(grown);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void shouldTakeTheFormFromTheWinderAndNotFromTheFrame() {
    assertThat(only(frames(guard, 100)).form()).isEqualTo(Anchor.Form.CALL);
    assertThat(only(winders(guard, 100)).form()).isEqualTo(Anchor.Form.GUARD);
  }

  @Test
  void shouldCountTheTurnsOfTheFormOrElseTheMost() {
    assertThat(only(frames(plain, 100), frames(plain, 40)).count()).isEqualTo(100);
    assertThat(only(frames(plain, 40), frames(plain, 100)).count()).isEqualTo(100);
    assertThat(only(frames(guard, 300), winders(guard, 100)).count()).isEqualTo(100);
    assertThat(only(winders(guard, 100), frames(guard, 300)).count()).isEqualTo(100);
    assertThat(only(winders(guard, 60), winders(guard, 100)).count()).isEqualTo(100);
    assertThat(only(winders(guard, 100), winders(guard, 60)).count()).isEqualTo(100);
    Grown one = new Grown(plain, 5, false, 150, 100);
    Grown other = new Grown(plain, 6, false, 120, 100);
    assertThat(only(one, other).count()).as("the first of them").isEqualTo(150);
  }

  @Test
  void shouldAddUpWhatEachTurnLeaves() {
    Anchor anchor = only(winders(guard, 100), frames(guard, 300));
    assertThat(anchor.iteration()).isEqualTo(new Iteration(20, 1));
    assertThat(anchor.share()).isEqualTo(1);
    Grown nothing = new Grown(plain, 0, false, 100, 100);
    assertThat(only(nothing).share()).as("of nothing").isEqualTo(1);
  }

  @Test
  void shouldBlameAFormInsideAPlainCallOfTheProgram() {
    Anchor anchor = only(frames(each, 100), winders(guard, 110));
    assertThat(anchor.site()).isEqualTo(guard);
    assertThat(anchor.form()).isEqualTo(Anchor.Form.GUARD);
    assertThat(anchor.count()).isEqualTo(110);
    assertThat(anchor.iteration()).isEqualTo(new Iteration(1050 / 110.0, 1));
    assertThat(only(frames(each, 100), frames(next, 110)).site()).isEqualTo(each);
  }

  @Test
  void shouldBlameAProcedureOfALibraryAroundAForm() {
    Anchor anchor = only(frames(eachOfLibrary, 100), winders(guard, 100));
    assertThat(anchor.site()).isEqualTo(each);
    assertThat(anchor.form()).isEqualTo(Anchor.Form.CALL);
    assertThat(anchor.name()).isEqualTo("each");
    assertThat(only(frames(each, 100), frames(eachOfLibrary, 100)).name()).isEqualTo("each");
  }

  @Test
  void shouldKeepTheFormThatStandsAroundAnother() {
    Site inner = form("work", "(guard (x (#t 1)) 2)", 13, 3, 0);
    trace.winderKinds.put(inner.id(), WinderKind.PARAMETERIZE);
    Anchor anchor = only(winders(inner, 100), winders(guard, 100));
    assertThat(anchor.site()).isEqualTo(guard);
    assertThat(anchor.iteration().winders()).isEqualTo(2);
  }

  @Test
  void shouldTakeForOneLoopWhatComesRoundEquallyOftenUpToAThird() {
    assertThat(sites(winders(guard, 130), frames(next, 100))).containsExactly(guard);
    assertThat(sites(winders(guard, 131), frames(next, 100))).containsExactly(guard, next);
    assertThat(sites(winders(guard, 100), frames(next, 130))).containsExactly(guard);
    assertThat(sites(winders(guard, 100), frames(next, 131))).containsExactly(next, guard);
  }

  @Test
  void shouldLeaveOutWhatHasHardlyAPart() {
    assertThat(sites(frames(plain, 98), winders(guard, 2))).containsExactly(plain, guard);
    assertThat(sites(frames(plain, 99), winders(guard, 1))).containsExactly(plain);
  }

  @Test
  void shouldLayWhatALibraryLeftAtTheFormThatComesRoundAsOften() {
    assertThat(sites(winders(guard, 100), frames(helper, 260))).containsExactly(guard);
    assertThat(sites(winders(guard, 100), frames(helper, 77))).containsExactly(guard);
    assertThat(sites(winders(guard, 130), frames(helper, 100))).containsExactly(guard);
    assertThat(sites(winders(guard, 100), frames(helper, 261))).containsExactly(each, guard);
    assertThat(sites(winders(guard, 131), frames(helper, 100))).containsExactly(guard, each);
    Anchor joined = only(winders(guard, 100), frames(helper, 100));
    assertThat(joined.iteration()).isEqualTo(new Iteration(10, 1));
    assertThat(joined.form()).isEqualTo(Anchor.Form.GUARD);
  }

  @Test
  void shouldLayItAtTheLibraryWhereNothingElseIsKnown() {
    List<Anchor> found = of(Site.UNKNOWN, frames(helper, 100));
    assertThat(found).extracting(Anchor::site).containsExactly(helper);
    assertThat(found.getFirst().library()).as("it is the place itself").isEqualTo(Site.UNKNOWN);
  }

  @Test
  void shouldMeanTheLastCallInAGuardAndTheFirstInAProcedureOfALibrary() {
    assertThat(only(winders(guard, 100)).call()).isEqualTo(next);
    assertThat(only(frames(eachOfLibrary, 100)).call()).isEqualTo(again);
  }

  /** The fiber waits in another procedure than the loop. */
  @Test
  void shouldFindTheCallOfTheLoopThatTheFormIsIn() {
    assertThat(of(plain, winders(guard, 100)).getFirst().call()).isEqualTo(next);
    assertThat(of(Site.UNKNOWN, winders(guard, 100)).getFirst().call()).isEqualTo(next);
  }

  @Test
  void shouldBlameTheOuterOfTwoCallsInWhateverOrderTheyCome() {
    assertThat(sites(frames(next, 100), frames(each, 100))).as("by lines").containsExactly(each);
    Site inside = form("other", "(other)", 40, 8, 0);
    assertThat(sites(frames(inside, 100), frames(plain, 100)))
        .as("by columns")
        .containsExactly(plain);
  }

  @Test
  void shouldTellApartWhatStandsInNoLoop() {
    Site one = form("", "(f)", 60, 1, 0);
    Site other = form("", "(g)", 61, 1, 0);
    assertThat(sites(frames(one, 100), frames(other, 100))).containsExactly(one, other);
    assertThat(sites(frames(plain, 100), frames(next, 100))).containsExactly(next, plain);
  }

  @Test
  void shouldTakeForOneWhatComesRoundAsOftenWhereNoFormsAreKnown() {
    trace.forms.clear();
    assertThat(sites(frames(plain, 100), frames(next, 100))).containsExactly(next);
    assertThat(sites(frames(plain, 131), frames(next, 100))).containsExactly(plain, next);
  }
}
