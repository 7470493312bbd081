// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.gui.debug.model.BreakpointList.Kind;
import org.lokoscope.gui.debug.model.BreakpointList.Point;

final class DebugNotesTest {

  @TempDir Path folder;

  @Test
  void shouldReadWhatWasWritten() {
    Path file = folder.resolve("new").resolve("jobs.json");
    DebugNotes notes =
        new DebugNotes(
            List.of(
                new Point(0, Kind.LINE, "/x/jobs.sps", 4, "(= x \"a\")", "%3", "", true),
                new Point(0, Kind.LINE, "/x/jobs.sps", 9, "", "", "now {x}", false),
                new Point(0, Kind.MESSAGE, "jobs", 0, "", "", "", true)),
            List.of("(list x 'y)", "z"));
    assertThat(DebugNotes.read(file)).isEmpty();
    assertThat(notes.write(file)).isTrue();
    assertThat(DebugNotes.read(file)).contains(notes);
    assertThat(new DebugNotes(List.of(), List.of()).write(file)).isTrue();
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldLeaveOutWhatIsNoBreakpoint() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("odd"),
            """
            {"breakpoints": [{"kind": "line", "subject": "a.sps", "line": 0}, {"kind": "moon"}, 7,
              {"kind": "raised"}], "watches": ["x"]}
            """);
    DebugNotes read = DebugNotes.read(file).orElseThrow();
    assertThat(read.points()).extracting(Point::kind).containsExactly(Kind.RAISED);
    assertThat(read.points().getFirst().enabled()).isTrue();
    assertThat(read.watches()).containsExactly("x");
    Files.writeString(file, "no JSON {");
    assertThat(DebugNotes.read(file)).isEmpty();
  }

  @Test
  void shouldSayThatTheyCannotBeWritten() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    DebugNotes notes = new DebugNotes(List.of(), List.of("x"));
    assertThat(notes.write(inTheWay.resolve("jobs.json"))).isFalse();
  }
}
