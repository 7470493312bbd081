// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.query.TimelineData;

/** Two programs that talk through a socket, recorded each for itself. */
class JoinJourneyTest extends Journey {

  private static final String SERVER =
      """
      (import (rnrs) (loko system fibers) (lokoscope net))
      (define listener (tcp-listen "127.0.0.1" %d))
      (define c (tcp-accept listener))
      (define (serve)
        (let ((b (get-u8 (connection-input-port c))))
          (unless (eof-object? b)
            (put-u8 (connection-output-port c) b)
            (flush-output-port (connection-output-port c))
            (serve))))
      (serve)
      """;

  private static final String CLIENT =
      """
      (import (rnrs) (loko system fibers) (lokoscope net))
      (define (connect)
        (guard (e (#t (sleep 0.05) (connect)))
          (tcp-connect "127.0.0.1" %d)))
      (define c (connect))
      (do ((i 0 (+ i 1))) ((= i 20))
        (put-u8 (connection-output-port c) i)
        (flush-output-port (connection-output-port c))
        (get-u8 (connection-input-port c)))
      (close-connection c)
      """;

  private static int freePort() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** Steps: a click on the server's fiber: 1. */
  @Test
  void shouldShowBothOnOneAxisWithArrowsBetweenThem() throws Exception {
    int port = freePort();
    CompletableFuture<Path> server =
        CompletableFuture.supplyAsync(() -> Recordings.of("echo-server", SERVER.formatted(port)));
    Path client = Recordings.of("echo-client", CLIENT.formatted(port));
    Path both = Recordings.folder().resolve("both.trace");
    StoreWorkbench.join(List.of(server.get(), client), both, Progress.NONE);

    open(both);
    until(() -> exists("#timeline") && timeline().settled());
    until(() -> labels().contains("echo-server.sps") && labels().contains("echo-client.sps"));
    settle();
    List<Row> rows = session().model().rows().get().rows();
    List<Row> runs = rows.stream().filter(Row::isGroup).toList();
    assertThat(runs).hasSize(2).allMatch(row -> row.depth() == 0);
    assertThat(rows).filteredOn(row -> row.lane().kind() == LaneId.Kind.CPU).hasSize(2);
    List<FiberInfo> fibers = session().fibers();
    assertThat(fibers).hasSize(2);
    LaneId one = LaneId.fiber(fibers.getFirst().id());
    LaneId other = LaneId.fiber(fibers.getLast().id());
    robot.interact(() -> session().model().select(one));
    until(() -> arrows().stream().anyMatch(arrow -> arrow.kind() == Arrow.Kind.BYTES));
    picture("joined");
    List<Arrow> bytes =
        arrows().stream().filter(arrow -> arrow.kind() == Arrow.Kind.BYTES).toList();
    assertThat(bytes).hasSize(40);
    assertThat(bytes)
        .allMatch(arrow -> arrow.toTime() >= arrow.fromTime())
        .allMatch(arrow -> !arrow.from().equals(arrow.to()));
    assertThat(bytes).filteredOn(arrow -> arrow.from().equals(other)).hasSize(20);
  }

  private List<String> labels() {
    return session().model().rows().get().rows().stream()
        .filter(Row::isGroup)
        .map(Row::label)
        .toList();
  }

  private List<Arrow> arrows() {
    List<TimelineData> layers = timeline().frame().layers();
    return layers.isEmpty() ? List.of() : layers.getLast().arrows();
  }
}
