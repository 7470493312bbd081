// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.sql.SqlException;
import org.lokoscope.store.sql.SqlFormat;

final class SqlTest {

  @TempDir static Path folder;
  private static Path one;
  private static Path two;

  @BeforeAll
  static void record() {
    one = SmallTrace.write(folder.resolve("one.trace"), 40);
    two = SmallTrace.write(folder.resolve("two.trace"), 60);
  }

  private static String ask(List<Path> traces, String query, SqlFormat format) throws IOException {
    StringBuilder out = new StringBuilder();
    new DuckEngine().query(traces, query, format, out, Progress.NONE);
    return out.toString();
  }

  private static long number(String query) throws IOException {
    return Long.parseLong(ask(List.of(one), query, SqlFormat.CSV).lines().toList().get(1));
  }

  @Test
  void shouldCountWhatTheTraceHolds() throws Exception {
    try (Trace trace = Traces.open(one, Progress.NONE)) {
      assertThat(number("select count(*) from events")).isEqualTo(trace.info().events());
      assertThat(number("select count(*) from fibers")).isEqualTo(trace.fibers().size());
      assertThat(number("select count(*) from objects")).isEqualTo(trace.objects().size());
      assertThat(number("select sum(resumes) from FIBERS"))
          .isEqualTo(trace.fibers().stream().mapToLong(FiberInfo::resumes).sum());
      assertThat(number("select count(*) from captures"))
          .isEqualTo(trace.info().eventsByType().get("continuationCaptured"));
      assertThat(number("select count(*) from events where event = 'fiberReady'"))
          .isEqualTo(number("select count(*) from wakes where event = 'fiberReady'"));
      assertThat(number("select sum(to_ns - from_ns) from intervals where state = 'sleeping'"))
          .isEqualTo(number("select sum(sleeping_ns) from fibers"));
    }
  }

  @Test
  void shouldFillEachTableOfThePage() throws Exception {
    for (Table table : Tables.ALL) {
      long rows = number("select count(*) from " + table.name());
      if (!List.of("findings", "messages").contains(table.name())) {
        assertThat(rows).as(table.name()).isPositive();
      }
    }
  }

  @Test
  void shouldAskSeveralTracesAtOnceAndTellTheirRowsApart() throws Exception {
    String answer =
        ask(
            List.of(one, two),
            "select r.trace, count(*) as n from fibers f join runs r using (run)"
                + " group by all order by n",
            SqlFormat.JSON);
    JsonNode rows = new ObjectMapper().readTree(answer);
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("trace").asText()).endsWith("one.trace");
    assertThat(rows.get(0).get("n").asLong()).isEqualTo(40);
    assertThat(rows.get(1).get("n").asLong()).isEqualTo(60);
  }

  @Test
  void shouldAlignTheColumnsOfATable() throws Exception {
    assertThat(
            ask(
                List.of(one),
                "select 'a' as name, 7 as n union all select 'long one', 1234 order by n",
                SqlFormat.TEXT))
        .isEqualTo(
            """
            name         n
            --------  ----
            a            7
            long one  1234
            """);
  }

  @Test
  void shouldQuoteForCsvAndKeepNullApartInJson() throws Exception {
    String query = "select 'a,\"b\"' as \"x\", null as y, 1.5 as z, 'e\u001b' as w";
    assertThat(ask(List.of(one), query, SqlFormat.CSV))
        .isEqualTo("x,y,z,w\n\"a,\"\"b\"\"\",,1.5,\"e\u001b\"\n");
    JsonNode row = new ObjectMapper().readTree(ask(List.of(one), query, SqlFormat.JSON)).get(0);
    assertThat(row.get("y").isNull()).isTrue();
    assertThat(row.get("z").asDouble()).isEqualTo(1.5);
    assertThat(ask(List.of(one), query, SqlFormat.TEXT)).doesNotContain("\u001b");
  }

  @Test
  void shouldOpenNoTraceForAQueryThatNamesNoTable() throws Exception {
    Path nowhere = folder.resolve("nowhere");
    assertThat(ask(List.of(nowhere), "select 'fibers' -- events", SqlFormat.CSV))
        .endsWith("\nfibers\n");
    assertThat(QueryWords.of("select 'it''s events' /* fibers */ from Growth g"))
        .contains("growth", "select")
        .doesNotContain("events", "fibers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select nothing from fibers",
        "selec 1",
        "select * from nowhere",
        "select 1 +",
        "select 1/0::varchar || error('x')"
      })
  void shouldSayInOneLineWhatIsWrongWithAQuery(String query) {
    assertThatThrownBy(() -> ask(List.of(one), query, SqlFormat.TEXT))
        .isInstanceOf(SqlException.class)
        .message()
        .isNotEmpty()
        .doesNotContain("\n");
  }

  /** A query may come from anywhere; a trace is all that it may read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "copy (select 1) to '%s'",
        "attach '%s' as other",
        "create table t as select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from read_text('/etc/passwd')",
        "select * from glob('/etc/*')",
        "install httpfs",
        "load httpfs",
        "export database '%s'",
        "set enable_external_access = true",
        "set temp_directory = '%s'",
        "set memory_limit = '100GB'",
        "pragma enable_profiling = 'json'; pragma profiling_output = '%s'; select 1",
        "reset lock_configuration"
      })
  void shouldLetAQueryTouchNothingElse(String query) {
    Path file = folder.resolve("written");
    assertThatThrownBy(() -> ask(List.of(one), query.replace("%s", file.toString()), SqlFormat.CSV))
        .isInstanceOf(SqlException.class);
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void shouldLeaveNoTemporaryDirectory() throws Exception {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    long before = count(temporary);
    ask(List.of(one), "select 1", SqlFormat.CSV);
    assertThat(count(temporary)).isEqualTo(before);
  }

  private static long count(Path temporary) throws IOException {
    try (var entries = Files.newDirectoryStream(temporary, "lokoscope-sql*")) {
      long count = 0;
      for (Path _ : entries) {
        count++;
      }
      return count;
    }
  }
}
