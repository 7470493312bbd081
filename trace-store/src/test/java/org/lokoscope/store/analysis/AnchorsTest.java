// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.WinderKind;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

/** Lays growth at forms of a program whose calls, and where they end, are known. */
final class AnchorsTest {

  /** {@code (catch-all recover (lambda () ... (work)))} from line 8 to 16, in {@code work}. */
  private static final int CATCH_ALL = 1;

  /** {@code (catch-some ...)}, inside of it, in a lambda. */
  private static final int CATCH_SOME = 2;

  private static final int GET = 3;
  private static final int WORK = 4;
  private static final int GUARD_OF_CATCH_ALL = 5;
  private static final int GUARD_OF_CATCH_SOME = 6;

  /** A guard of another procedure, {@code busy}, with a call of {@code work} in it. */
  private static final int BUSY_GUARD = 7;

  private static final int BUSY_CALL = 8;

  /** A plain call in {@code work}, outside of the rest. */
  private static final int PLUS = 9;

  private static final int HELPER_OF_LIBRARY = 10;

  @TempDir Path folder;
  private Trace trace;
  private Anchors anchors;

  @BeforeEach
  void define() {
    try (TraceRecorder recorder =
        TraceRecorder.create(folder.resolve("t"), "app.sps", Map.of(), () -> 0)) {
      Probe p = recorder.probe(0);
      call(p, CATCH_ALL, "work", "(catch-all recover (lambda () ...", 8, 3, 16, 40);
      call(p, CATCH_SOME, "", "(catch-some string? ...", 11, 6, 16, 39);
      call(p, GET, "", "(get-message inbox)", 15, 12, 15, 31);
      call(p, WORK, "", "(work (+ i 1))", 16, 12, 16, 26);
      call(p, BUSY_GUARD, "busy", "(guard (e (#t 0)) (work))", 20, 3, 21, 30);
      call(p, BUSY_CALL, "busy", "(work)", 21, 5, 21, 11);
      call(p, PLUS, "work", "(busy)", 30, 5, 30, 11);
      library(p, GUARD_OF_CATCH_ALL, "catch-all", 6);
      library(p, GUARD_OF_CATCH_SOME, "catch-some", 9);
      library(p, HELPER_OF_LIBRARY, "helper", 12);
      for (int guard : new int[] {GUARD_OF_CATCH_ALL, GUARD_OF_CATCH_SOME, BUSY_GUARD}) {
        p.winderPushed(0, 1, WinderKind.GUARD.ordinal(), 1, guard);
      }
    }
    trace = Traces.open(folder.resolve("t"), Progress.NONE);
    anchors = new Anchors(trace, new ProgramPlaces(trace));
  }

  @AfterEach
  void close() {
    trace.close();
  }

  private static void call(
      Probe p, int site, String procedure, String form, int line, int column, int end, int until) {
    int text = 10 * site;
    p.stringDefined(0, text, "app.sps");
    p.stringDefined(0, text + 1, procedure);
    p.stringDefined(0, text + 2, form);
    p.siteDefined(0, site, text, line, column, text + 1, text + 2);
    p.siteEnds(0, site, end, until);
  }

  private static void library(Probe p, int site, String procedure, int line) {
    int text = 10 * site;
    p.stringDefined(0, text, "lib.sls");
    p.stringDefined(0, text + 1, procedure);
    p.siteDefined(0, site, text, line, 5, text + 1, 0);
  }

  private Grown frames(int site, long more) {
    return new Grown(trace.site(site), 5, false, more, more);
  }

  private Grown winders(int site, long more) {
    return new Grown(trace.site(site), 5, true, more, more);
  }

  private List<Anchor> of(Grown... grown) {
    return anchors.of(List.of(grown), trace.site(GET));
  }

  private static int line(Site site) {
    return site.line();
  }

  /** The line used to be one of the library, and the form a plain call. */
  @Test
  void shouldLeadFromALibrarysGuardToTheCallInTheProgram() {
    List<Anchor> found = of(frames(GUARD_OF_CATCH_ALL, 100), winders(GUARD_OF_CATCH_ALL, 100));
    assertThat(found).hasSize(1);
    Anchor anchor = found.getFirst();
    assertThat(anchor.form()).isEqualTo(Anchor.Form.GUARD);
    assertThat(line(anchor.site())).isEqualTo(8);
    assertThat(line(anchor.call())).isEqualTo(16);
    assertThat(anchor.name()).isEqualTo("catch-all");
    assertThat(anchor.iteration()).isEqualTo(new Iteration(10, 1));
    assertThat(GrowthWording.fix(anchor))
        .startsWith("Call (work (+ i 1)) at app.sps:16:12 after the catch-all form has returned");
  }

  @Test
  void shouldBlameTheOuterOfTwoFormsOfOneTurn() {
    List<Anchor> found =
        of(
            winders(GUARD_OF_CATCH_SOME, 100),
            winders(GUARD_OF_CATCH_ALL, 100),
            frames(GUARD_OF_CATCH_SOME, 100),
            frames(GUARD_OF_CATCH_ALL, 100));
    assertThat(found).hasSize(1);
    assertThat(line(found.getFirst().site())).isEqualTo(8);
    assertThat(found.getFirst().iteration()).isEqualTo(new Iteration(20, 2));
  }

  /** Only one of them used to be named; to mend that one leaves the leak. */
  @Test
  void shouldBlameBothGuardsOfTwoProceduresThatCallEachOther() {
    List<Anchor> found = of(winders(GUARD_OF_CATCH_ALL, 100), winders(BUSY_GUARD, 100));
    assertThat(found).extracting(anchor -> line(anchor.site())).containsExactly(8, 20);
    assertThat(found).extracting(Anchor::share).containsExactly(0.5, 0.5);
    assertThat(line(found.get(1).call())).isEqualTo(21);
  }

  /** The smaller one used to be named alone, because it is a form. */
  @Test
  void shouldTellASecondLeakThatComesRoundLessOftenFromTheFirst() {
    List<Anchor> found = of(frames(PLUS, 900), winders(BUSY_GUARD, 100));
    assertThat(found).extracting(anchor -> line(anchor.site())).containsExactly(30, 20);
    assertThat(found.getFirst().share()).isEqualTo(0.9);
    assertThat(found.getFirst().form()).isEqualTo(Anchor.Form.CALL);
  }

  @Test
  void shouldTellThemApartThoughOneStandsInsideTheOther() {
    List<Anchor> found = of(frames(BUSY_CALL, 900), winders(BUSY_GUARD, 100));
    assertThat(found).extracting(anchor -> line(anchor.site())).containsExactly(21, 20);
  }

  @Test
  void shouldFindTheFormAroundTheLoopWhenTheLibrarysProcedureIsItsOwn() {
    List<Anchor> found = of(frames(HELPER_OF_LIBRARY, 100));
    assertThat(line(found.getFirst().site())).isEqualTo(8);
    assertThat(found.getFirst().name()).isEqualTo("helper");
  }
}
