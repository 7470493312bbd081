// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceText;

class MarkedSourceTest {

  private static final String WORKER =
      """
      (import (rnrs)) ; "(" in a comment
      (define before "a string (
      over lines")

      (define (worker in)
        (guard (e (#t #\\())
          (get-message in)
          (worker in)))
      (worker 1)
      """;

  private static Site place(int line, int column) {
    return new Site(1, "w.sps", line, column, "", "");
  }

  private static MarkedSource of(String text, Site... places) {
    return MarkedSource.of(new SourceText("w.sps", "", text), List.of(places));
  }

  private static List<Integer> numbers(MarkedSource source) {
    return source.rows().stream().map(MarkedSource.Row::number).toList();
  }

  @Test
  void shouldShowTheWholeProcedureAroundItsPlaces() {
    MarkedSource source = of(WORKER, place(6, 3), place(8, 5));
    assertThat(numbers(source)).containsExactly(5, 6, 7, 8);
    assertThat(source.marks().getFirst()).isEqualTo(new Extent(5, 2, 7, 16, 1, "guard"));
    assertThat(source.marks().get(1)).isEqualTo(new Extent(7, 4, 7, 15, 2, "worker"));
  }

  @Test
  void shouldFoldWhatLiesBetweenPlacesOfALongProcedure() {
    String body =
        IntStream.range(0, 40).mapToObj(i -> "  (step " + i + ")\n").collect(Collectors.joining());
    MarkedSource source = of("(define (f)\n" + body + ")\n", place(10, 3), place(30, 3));
    assertThat(numbers(source)).containsExactly(1, 0, 9, 10, 11, 0, 29, 30, 31);
    assertThat(source.rows().get(1).hidden()).isEqualTo(7);
  }

  @Test
  void shouldUnfoldAsFarAsThereIsRoom() {
    String body =
        IntStream.range(0, 40).mapToObj(i -> "  (step " + i + ")\n").collect(Collectors.joining());
    MarkedSource source = of("(define (f)\n" + body + ")\n", place(10, 3), place(30, 3));
    MarkedSource more = source.with(20);
    assertThat(more.rows()).hasSizeBetween(source.rows().size() + 1, 20);
    assertThat(source.with(100).rows()).hasSize(42);
    assertThat(source.with(3).rows()).isEqualTo(source.rows());
  }

  @Test
  void shouldTakeDefinitionsInALibraryAsItsForms() {
    String library = "(library (a)\n  (export f)\n  (import (rnrs))\n  (define (f)\n    (f)))\n";
    assertThat(numbers(of(library, place(5, 5)))).containsExactly(4, 5);
  }

  @Test
  void shouldMarkTheWordWhereNoFormBegins() {
    assertThat(of("(f x)\n", place(1, 4)).marks().getFirst())
        .isEqualTo(new Extent(0, 3, 0, 4, 0, ""));
  }

  @Test
  void shouldLeaveOutPlacesThatTheTextDoesNotHave() {
    MarkedSource source = of("(f x)\n", place(1, 1), place(9, 1), Site.UNKNOWN);
    assertThat(source.marks()).hasSize(3).element(1).isNull();
    assertThat(of("(f x", place(1, 1)).marks().getFirst()).isNotNull();
    assertThat(of("(f x)\n", place(1, 99)).marks().getFirst()).isNotNull();
  }
}
