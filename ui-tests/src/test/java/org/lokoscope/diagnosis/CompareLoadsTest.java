// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.samples.SampleCatalogue;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.file.Traces;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.compare.Aligned;
import org.lokoscope.views.compare.ComparedRuns;

/** Holds two runs of the web server beside each other, of which one has more to answer. */
@Timeout(120)
final class CompareLoadsTest {

  private static final int LIGHT = 60;
  private static final int HEAVY = 180;

  @TempDir Path folder;

  /** What the events alone say of the fibers that were spawned at one line. */
  private static final class Truth {
    private final Set<Long> fibers = new HashSet<>();
    private long resumes;
  }

  @Test
  void shouldSayThatThereWasMoreToAnswer() throws Exception {
    try (Trace light = serving(LIGHT);
        Trace heavy = serving(HEAVY)) {
      Diagnosis first = LeakAnalysis.analyse(light);
      ComparedRuns runs = ComparedRuns.of(light, first, heavy, LeakAnalysis.analyse(heavy));
      Map<Integer, Truth> one = truths(light);
      Map<Integer, Truth> two = truths(heavy);
      assertThat(one).hasSameSizeAs(two).hasSizeGreaterThan(3);
      for (Aligned pair : runs.pairs()) {
        Truth before = truth(one, pair.place().line());
        Truth after = truth(two, pair.place().line());
        assertThat(pair.before()).extracting(fiber -> fiber.id()).hasSameElementsAs(before.fibers);
        assertThat(pair.after()).extracting(fiber -> fiber.id()).hasSameElementsAs(after.fibers);
        says(runs, pair, before, after);
      }
      assertThat(runs.words())
          .as("one answers each request")
          .anyMatch(words -> words.endsWith(": " + LIGHT + " fibers, then " + HEAVY))
          .noneMatch(words -> words.startsWith("New: ") || words.startsWith("Gone: "))
          .noneMatch(words -> words.contains(" run only"));
      assertThat(ComparedRuns.of(light, first, light, first).differences()).isEmpty();
    }
  }

  /** Each number that differs is said, and none that does not. */
  private static void says(ComparedRuns runs, Aligned pair, Truth before, Truth after) {
    int row = runs.pairs().indexOf(pair);
    String said =
        String.join(
            "\n",
            runs.differences().stream()
                .filter(difference -> difference.row() == row)
                .map(difference -> difference.words())
                .toList());
    String fibers =
        ": "
            + Count.of(before.fibers.size(), "fiber")
            + ", then "
            + Figures.count(after.fibers.size());
    String resumes =
        ": resumed " + Count.of(before.resumes, "time") + ", then " + Figures.count(after.resumes);
    if (before.fibers.size() == after.fibers.size()) {
      assertThat(said).doesNotContain(" fiber");
    } else {
      assertThat(said).contains(fibers);
    }
    if (after.resumes > 2 * before.resumes && after.resumes > before.resumes + 10) {
      assertThat(said).contains(resumes);
    } else if (after.resumes == before.resumes) {
      assertThat(said).doesNotContain(": resumed ");
    }
  }

  private static Truth truth(Map<Integer, Truth> all, int line) {
    return all.getOrDefault(line, new Truth());
  }

  private static Map<Integer, Truth> truths(Trace trace) {
    Map<Integer, Truth> byLine = new HashMap<>();
    Map<Long, Truth> byFiber = new HashMap<>();
    trace.eachEvent(
        0,
        Long.MAX_VALUE / 4,
        Set.of("fiberSpawned", "fiberResumed"),
        row -> {
          long fiber = number(row, "fiber");
          if (row.type().equals("fiberSpawned")) {
            int line = trace.site(number(row, "site")).line();
            Truth truth = byLine.computeIfAbsent(line, _ -> new Truth());
            truth.fibers.add(fiber);
            byFiber.put(fiber, truth);
          } else {
            byFiber.getOrDefault(fiber, new Truth()).resumes++;
          }
          return true;
        });
    return byLine;
  }

  private static long number(EventRow row, String field) {
    return row.values().stream()
        .filter(value -> value.name().equals(field))
        .mapToLong(EventRow.Value::number)
        .findFirst()
        .orElseThrow();
  }

  private Trace serving(int requests) throws IOException {
    Path place = Files.createDirectory(folder.resolve("of-" + requests));
    Path sample = SampleCatalogue.extract(SampleCatalogue.find("web-server").orElseThrow(), place);
    String text = Files.readString(sample);
    String other =
        text.replace(
            "(string->number (car arguments)) 600)",
            "(string->number (car arguments)) " + requests + ")");
    assertThat(other).isNotEqualTo(text);
    Path program = Files.writeString(sample, other);
    Recorded recorded = Recorded.run(program, FiberMode.CALLCC, false, place.resolve("trace"));
    assertThat(recorded.output()).startsWith("done: " + requests + " requests, " + requests + " ");
    return Traces.open(recorded.trace(), Progress.NONE);
  }
}
