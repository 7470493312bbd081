// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.FakeTrace;

class RowBuilderTest {

  private final FakeTrace trace = new FakeTrace();
  private final RowBuilder builder = new RowBuilder(trace);

  private static List<String> labels(Rows rows) {
    return rows.rows().stream().map(Row::label).toList();
  }

  @Test
  void shouldNestFibersBelowTheirProcess() {
    Rows rows = builder.rows(Set.of(), RowFilter.ALL);
    assertThat(labels(rows))
        .startsWith("CPU 0", "CPU 1", "scheduler", "server.sps", "ping 1")
        .endsWith("worker", "heartbeat");
    assertThat(rows.rows().get(3).children()).isEqualTo(14);
    assertThat(rows.rows().get(4).depth()).isEqualTo(1);
  }

  @Test
  void shouldStackRowsWithoutGaps() {
    double y = 0;
    for (Row row : builder.rows(Set.of(), RowFilter.ALL).rows()) {
      assertThat(row.y()).isEqualTo(y);
      y = row.bottom();
    }
    assertThat(builder.rows(Set.of(), RowFilter.ALL).height()).isEqualTo(y);
  }

  @Test
  void shouldHideTheFibersOfACollapsedProcess() {
    Rows rows = builder.rows(Set.of(LaneId.process(1)), RowFilter.ALL);
    assertThat(labels(rows)).containsExactly("CPU 0", "CPU 1", "scheduler", "server.sps");
    assertThat(rows.rows().getLast().collapsed()).isTrue();
  }

  @Test
  void shouldKeepTheProcessAboveAFiberThatTheFilterFinds() {
    assertThat(labels(builder.rows(Set.of(), (_, label) -> label.contains("work"))))
        .containsExactly("server.sps", "worker");
  }

  @Test
  void shouldShowNoRowWhenTheFilterFindsNothing() {
    assertThat(builder.rows(Set.of(), (_, label) -> label.contains("zzz")).rows()).isEmpty();
  }

  @Test
  void shouldPutFibersThatDoNotLiveAtTheSameTimeIntoOneLine() {
    RowBuilder packed =
        Arranger.arranged(
            trace,
            builder,
            new Arrangement(Arrangement.Grouping.PACKED, Arrangement.Order.START),
            List.of(),
            0);
    Rows rows = packed.rows(Set.of(), RowFilter.ALL);
    List<Row> fibers =
        rows.rows().stream().filter(row -> row.lane().kind() == LaneId.Kind.FIBER).toList();
    assertThat(fibers).hasSameSizeAs(trace.fibers());
    long lines = fibers.stream().mapToDouble(Row::y).distinct().count();
    assertThat(lines).isEqualTo(mostAtOnce());
    for (Row row : fibers) {
      Row.Life life = Objects.requireNonNull(row.life());
      double middle = (life.from() + life.to()) / 2.0;
      assertThat(rows.at(row.y() + 3, 0, middle)).contains(row);
      assertThat(rows.of(row.lane())).contains(row);
    }
    assertThat(fibers.stream().mapToInt(row -> Objects.requireNonNull(row.life()).fibers()).sum())
        .isEqualTo(fibers.size());
  }

  private long mostAtOnce() {
    long most = 0;
    for (FiberInfo one : trace.fibers()) {
      long alive =
          trace.fibers().stream()
              .filter(each -> each.spawned() <= one.spawned())
              .filter(each -> each.ended() < 0 || each.ended() > one.spawned())
              .count();
      most = Math.max(most, alive);
    }
    return most;
  }

  @Test
  void shouldAddTheSelectedFibersLineToTheTracksThatHaveOne() {
    List<GraphTrack> without = GraphTracks.of(trace, OptionalLong.empty(), Suspects.NONE);
    List<GraphTrack> with =
        GraphTracks.of(trace, OptionalLong.of(FakeTrace.LEAKING_FIBER), Suspects.NONE);
    assertThat(without.getFirst().lines()).hasSize(1);
    assertThat(with.getFirst().lines()).hasSize(2);
    assertThat(with.getFirst().lines().getLast().role()).isEqualTo(GraphTrack.Role.SELECTED);
    assertThat(with.stream().map(GraphTrack::title)).doesNotContain("timers armed");
  }
}
