// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Site;
import org.lokoscope.views.viewport.TimeRange;

final class DeepLinkTest {

  @TempDir private Path scratch;

  @Test
  void saysWhatToLookAt() {
    DeepLink link = DeepLink.of(Path.of("a/b.trace#t=1.2s&fiber=7&range=500ms..2&view=leaks"));
    assertThat(link.trace()).isEqualTo(Path.of("a/b.trace"));
    assertThat(link.at()).isEqualTo(1_200_000_000);
    assertThat(link.range()).isEqualTo(new TimeRange(500_000_000, 2_000_000_000));
    assertThat(link.view()).isEqualTo("leaks");
    assertThat(link.lane(List.of(fiber(1L << 32 | 3, "x"), fiber(1L << 32 | 7, "worker"))))
        .isEqualTo(LaneId.fiber(1L << 32 | 7));
    assertThat(link.leads()).isTrue();
  }

  @Test
  void findsFibersByNameToo() {
    DeepLink link = DeepLink.of(Path.of("b#fiber=worker"));
    List<FiberInfo> fibers = List.of(fiber(3, "x"), fiber(9, "worker"));
    assertThat(link.lane(fibers)).isEqualTo(LaneId.fiber(9));
    assertThatThrownBy(() -> link.lane(fibers.subList(0, 1)))
        .hasMessage("fiber=worker: the trace has no such fiber");
  }

  @Test
  void readsWhatItWrites() {
    for (String text :
        List.of(
            "b#from=1&to=2&at=3&lane=fiber:4294967298", "b#fiber=7&view=leaks", "b#at=9", "b")) {
      DeepLink link = DeepLink.of(Path.of(text));
      assertThat(link).hasToString(text);
      assertThat(link.leads()).isEqualTo(text.contains("#"));
    }
  }

  @Test
  void leavesNamesWithSuchASignAlone() throws Exception {
    Path odd = Files.createDirectory(scratch.resolve("run#t=1s"));
    assertThat(DeepLink.of(odd).trace()).isEqualTo(odd);
    assertThat(DeepLink.of(odd).leads()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b#t=soon | t=soon: expected a time, for example 350ms or 1.5s",
        "b#x=1 | #x=1: has no part x; expected some of at=, fiber=, from=, lane=, range=, t=, to=,"
            + " view=",
        "b#t | #t: t has no value",
        "b#t= | #t=: t has no value",
        "b#range=1s | range=1s: expected for example 1.5s..1.7s",
        "b#range=2s..1s | range=2s..1s: ends before it begins",
        "b#at=-1 | at=-1: expected nanoseconds",
        "b#lane=7 | lane=7: expected for example fiber:4294967298",
        "b# | '#: has no part ; expected some of at=, fiber=, from=, lane=, range=, t=, to=, view='"
      })
  void saysInALineWhatIsWrong(String link, String line) {
    assertThatThrownBy(() -> DeepLink.of(Path.of(link)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(line);
  }

  private static FiberInfo fiber(long id, String name) {
    return new FiberInfo(id, name, 1, 0, Site.UNKNOWN, 0, -1, null, null, 0, Map.of(), 0, 0, 0);
  }
}
