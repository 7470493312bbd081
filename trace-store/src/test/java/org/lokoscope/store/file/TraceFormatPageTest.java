// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Imported;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;
import org.lokoscope.tracer.schema.Schema;

/** The bytes on the page were made by a program that was written after the page alone. */
final class TraceFormatPageTest {

  private static final Path PAGE = Path.of("..", "docs", "trace-format.md");

  @TempDir Path folder;

  @Test
  void shouldReadTheExampleAsThePageDescribesIt() throws Exception {
    String page = Files.readString(PAGE);
    Matcher hex = Pattern.compile("```hex\n([^`]*)```").matcher(page);
    assertThat(hex.find()).isTrue();
    byte[] stream = HexFormat.of().parseHex(hex.group(1).replaceAll("\\s", ""));
    assertThat(page).contains("returns: " + stream.length + " bytes");
    Path trace = folder.resolve("trace");
    Imported imported =
        ChunkStreams.read(new ByteArrayInputStream(stream), "page", trace, Progress.NONE);
    assertThat(imported).isEqualTo(new Imported(1, 0, false));
    assertThat(TraceVerifier.verify(trace, Progress.NONE).status())
        .isEqualTo(Verification.Status.INTACT);
    assertThat(events(trace)).isEqualTo(table(page));
  }

  private static List<String> events(Path directory) {
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      List<EventRow> rows = trace.events(Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), 100);
      return rows.stream()
          .map(row -> Schema.code(row.type()) + " " + row.time() + " " + row.type())
          .toList();
    }
  }

  private static List<String> table(String page) {
    Matcher row = Pattern.compile("\\| (\\d+) \\| (\\d+) \\| `(\\w+)`:").matcher(page);
    List<String> rows = new ArrayList<>();
    while (row.find()) {
      rows.add(row.group(1) + " " + row.group(2) + " " + row.group(3));
    }
    return rows;
  }
}
