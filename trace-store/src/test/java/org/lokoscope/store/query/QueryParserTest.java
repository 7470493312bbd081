// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryParserTest {

  /** A query in a plain form, to compare. */
  private static String plain(Query query) {
    return switch (query) {
      case Query.And(List<Query> all) -> list("and", all);
      case Query.Or(List<Query> any) -> list("or", any);
      case Query.Not(Query negated) -> "(not " + plain(negated) + ")";
      case Query.Show show -> "show=" + show.target();
      case Query.Term term ->
          term.word()
              + "="
              + term.values().stream().map(QueryParserTest::plain).collect(Collectors.joining("|"));
    };
  }

  private static String list(String operator, List<Query> queries) {
    return queries.stream()
        .map(QueryParserTest::plain)
        .collect(Collectors.joining(" ", "(" + operator + " ", ")"));
  }

  private static String plain(Query.Value value) {
    return switch (value) {
      case Query.Pattern pattern -> pattern.quoted() ? "'" + pattern.text() + "'" : pattern.text();
      case Query.Range range -> "[" + number(range.from()) + ".." + number(range.to()) + "]";
      case Query.Outside outside -> "!" + plain(outside.range());
      case Query.Calendar calendar -> "date";
    };
  }

  private static String number(double number) {
    return Double.isInfinite(number) ? "" : Long.toString(Math.round(number));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "worker ~ name=worker",
        "\"two words\" ~ name='two words'",
        "fiber:worker* ~ fiber=worker*",
        "FIBER:Worker ~ fiber=Worker",
        "a b ~ (and name=a name=b)",
        "a and b ~ (and name=a name=b)",
        "a or b c ~ (or name=a (and name=b name=c))",
        "not a b ~ (and (not name=a) name=b)",
        "-a -(b or c) ~ (and (not name=a) (not (or name=b name=c)))",
        "not not a ~ (not (not name=a))",
        "a-b ~ name=a-b",
        "state:blocked > 10ms ~ (and state=blocked duration=[10000000..])",
        "state:blocked>10ms ~ (and state=blocked duration=[10000000..])",
        "> 10 ms ~ duration=[10000000..]",
        ">= 4 KiB ~ bytes=[4096..]",
        "> 100 words ~ words=[100..]",
        "words > 100 ~ words=[100..]",
        "words:100 ~ words=[100..100]",
        "words:1k..2k ~ words=[1000..2000]",
        "words:>=100 ~ words=[100..]",
        "words!=3 ~ words=![3..3]",
        "resumes<5 ~ resumes=[..5]",
        "time:1.2s..1.5s ~ time=[1200000000..1500000000]",
        "time:..5 ~ time=[..5000000000]",
        "time:20us ~ time=[20000..20999]",
        "time>\"2026-11-28 21:40\" ~ time=date",
        "time>2s ~ time=[2000000000..]",
        "time:\"2026-11-28 21:40:03.120\" ~ time=date",
        "site:server.sps:40 ~ site=server.sps:40",
        "server.sps:40:7 ~ site=server.sps:40:7",
        "type:fiberReady,timer* ~ type=fiberReady|timer*",
        "channel:#12,\"my channel\" ~ channel=#12|'my channel'",
        "field.queueLength>10 ~ field.queueLength=[10..]",
        "field.by:main ~ field.by=main",
        "field.removed:3..5 ~ field.removed=[3..5]",
        "show:events fiber:x ~ (and show=EVENTS fiber=x)",
        "duration:1ms..2ms or cpu:0 ~ (or duration=[1000000..2000000] cpu=[0..0])",
        "order ~ name=order",
        "list->vector ~ name=list->vector",
        "fiber:signal-cvar! ~ fiber=signal-cvar!",
        "(a) ~ name=a",
        "x > 1ms ~ (and name=x duration=[1000000..])",
      })
  void shouldTakeApart(String text, String parts) {
    String expected = parts.strip().replace("words=[100..]", "words=[100..]");
    assertThat(plain(QueryParser.parse(text.strip()))).isEqualTo(expected);
  }

  @Test
  void shouldTakeNothingForEverything() {
    assertThat(QueryParser.parse("  ")).isEqualTo(new Query.And(List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "fibre:x ~ 0 ~ there is no key fibre; did you mean fiber?",
        "a (b ~ 2 ~ this ( is never closed",
        "a ) b ~ 2 ~ this ) closes nothing",
        "\"abc ~ 0 ~ this quote is never closed",
        "a or ~ 4 ~ after or something must follow",
        "or b ~ 0 ~ before or something must stand",
        "a and ~ 2 ~ and needs something on both sides",
        "not ~ 3 ~ after not something must follow",
        "fiber: ~ 6 ~ after fiber a value is missing",
        "state:blocked > 10 ~ 18 ~ the number needs a unit, as in > 10ms, or a key before it, as in"
            + " words > 10",
        "words > 10ms ~ 10 ~ words is not counted in ms; counts may end in k or m",
        "duration:5 ~ 10 ~ a unit is missing: units are ns, us, ms, s and min",
        "duration:5parsec ~ 10 ~ there is no unit parsec; units are ns, us, ms, s and min",
        "time:soon ~ 5 ~ after time a time such as 1.2s..1.5s must follow, not soon",
        "time:2s..1s ~ 5 ~ this range ends before it begins",
        "wrods>5 ~ 0 ~ there is no number wrods; did you mean words?",
        "show:fiber ~ 5 ~ show: takes fibers, intervals, events; did you mean fibers?",
        "words => 5 ~ 6 ~ there is no comparison =>, only < <= = != >= >",
        "field:x ~ 0 ~ which field? Say for example field.queueLength>10",
        "time:\"2026-13-28 21:40\" ~ 5 ~ 2026-13-28 21:40 is no moment such as 2026-11-28"
            + " 21:40:03.120",
      })
  void shouldPointAtTheCharacter(String text, int position, String message) {
    QueryException problem =
        catchThrowableOfType(QueryException.class, () -> QueryParser.parse(text.strip()));
    assertThat(problem).hasMessage(message.strip());
    assertThat(problem.position()).isEqualTo(position);
  }

  @Test
  void shouldDrawACaret() {
    assertThatThrownBy(() -> QueryParser.parse("a  fibre:x"))
        .isInstanceOfSatisfying(
            QueryException.class,
            problem -> assertThat(problem.pointing("a  fibre:x")).isEqualTo("a  fibre:x\n   ^"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "worker ~ FIBERS",
        "fiber:a words>5 ~ FIBERS",
        "fiber:a state:ready ~ INTERVALS",
        "> 5ms ~ INTERVALS",
        "site:a.sps ~ EVENTS",
        "words>5 frames>3 ~ EVENTS",
        "show:events worker ~ EVENTS",
        "show:intervals site:a.sps:3 ~ INTERVALS",
      })
  void shouldKnowWhatIsMeant(String text, Target target) {
    assertThat(Targets.of(QueryParser.parse(text.strip()))).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "state:ready type:marked ~ 12 ~ type is about events, but state before it is about"
            + " intervals",
        "show:fibers > 5ms ~ 12 ~ duration is about intervals, but show: is about fibers",
        "show:fibers show:events ~ 12 ~ a query shows one kind of thing",
      })
  void shouldRefuseToMixKinds(String text, int position, String message) {
    QueryException problem =
        catchThrowableOfType(
            QueryException.class, () -> Targets.of(QueryParser.parse(text.strip())));
    assertThat(problem).hasMessage(message.strip());
    assertThat(problem.position()).isEqualTo(position);
  }
}
