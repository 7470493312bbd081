// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lokoscope.gui.work.MeasuredTrace;
import org.lokoscope.samples.bench.RecordedPrograms;

/**
 * What it costs to record: programs that run, and are recorded, in turns; then events by the
 * million, into the store and as events of the JDK's own recorder.
 */
public final class RecordBench implements AutoCloseable {

  private static final int ROUNDS = 5;
  private static final String EVENTS = "events";
  private static final String REPLAYABLE = "replayable";
  private static final String MESSAGE = "message";

  /** What the shell's {@code times} says of its children, at the end of the output. */
  private static final Pattern CHILDREN =
      Pattern.compile("([0-9]+)m([0-9.]+)s ([0-9]+)m([0-9.]+)s\\s*\\z");

  private final String mainClass;
  private final Path work;
  private final Path nothing;

  /** Ways to run a program: the first one does not record. */
  @SuppressWarnings("ImmutableEnumChecker") // The list is one.
  private enum Way {
    RUN("run"),
    ALL("record"),
    UNCHECKED("record", "--no-check"),
    SCHEDULING("record", "--trace", "scheduling");

    private final List<String> words;

    Way(String... words) {
      this.words = List.of(words);
    }

    String title() {
      return String.join(" ", words);
    }
  }

  /** The least that several rounds took. */
  private static final class Least {
    private double measured = Double.MAX_VALUE;
    private double processor = Double.MAX_VALUE;
    private String trace = "";

    /** How much the program says that it did in the measured time. */
    private String done = "";

    void add(double seconds, double cpu) {
      measured = Math.min(measured, seconds);
      processor = Math.min(processor, cpu);
    }
  }

  /**
   * Prepares a run.
   *
   * @param mainClass of this program
   */
  public RecordBench(String mainClass) throws IOException {
    this.mainClass = mainClass;
    this.work = Files.createTempDirectory("lokoscope-bench");
    this.nothing = Files.write(work.resolve("nothing"), new byte[0]);
  }

  /** The programs, and events without one. */
  public static List<String> names() {
    List<String> names = new ArrayList<>(RecordedPrograms.names());
    names.add(REPLAYABLE);
    names.add(MESSAGE);
    names.add(EVENTS);
    return names;
  }

  /** Measures some of these. Prints the tables. */
  public void run(List<String> chosen) throws IOException, InterruptedException {
    List<String> programs =
        chosen.stream().filter(name -> RecordedPrograms.names().contains(name)).toList();
    if (!programs.isEmpty()) {
      measure(programs);
    }
    if (chosen.contains(REPLAYABLE)) {
      ReplayableBench.run(mainClass, work, nothing);
    }
    if (chosen.contains(MESSAGE)) {
      MessageBench.run();
    }
    if (chosen.contains(EVENTS)) {
      EventBench.run(work);
    }
  }

  private void measure(List<String> programs) throws IOException, InterruptedException {
    System.out.printf(
        "Programs, the least of %d rounds in turns: seconds of their last part, and of the"
            + " processor%nin the whole process, start and writer included.%n%n",
        ROUNDS);
    System.out.printf(
        "%-12s %-26s %8s %6s %10s %6s  %s%n", "", "", "seconds", "ratio", "processor", "ratio", "");
    for (String program : programs) {
      measure(program);
    }
    System.out.println();
  }

  private void measure(String name) throws IOException, InterruptedException {
    Path program = RecordedPrograms.extract(name, work);
    List<Least> least = new ArrayList<>();
    for (Way _ : Way.values()) {
      least.add(new Least());
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Way way : Way.values()) {
        once(way, program, least.get(way.ordinal()), round == ROUNDS - 1);
      }
    }
    Least plain = least.getFirst();
    for (Way way : Way.values()) {
      Least now = least.get(way.ordinal());
      System.out.printf(
          Locale.ROOT,
          "%-12s %-26s %8.3f %6.2f %10.2f %6.2f  %s%s%n",
          way == Way.RUN ? name : "",
          way.title(),
          now.measured,
          now.measured / plain.measured,
          now.processor,
          now.processor / plain.processor,
          rate(now),
          now.trace);
    }
    System.out.printf(
        Locale.ROOT,
        "%-12s %-26s %8s %6s %10s %6.2f%n",
        "",
        "the look at the end adds",
        "",
        "",
        "",
        least.get(Way.ALL.ordinal()).processor / least.get(Way.UNCHECKED.ordinal()).processor);
  }

  /** What was done in a second, such as requests that were answered; "" if that was not said. */
  private static String rate(Least least) {
    String[] words = least.done.split(" ");
    return words.length != 2
        ? ""
        : String.format(
            Locale.ROOT,
            "%,.0f %s/s%s",
            Long.parseLong(words[0]) / least.measured,
            words[1],
            least.trace.isEmpty() ? "" : ", ");
  }

  private void once(Way way, Path program, Least least, boolean last)
      throws IOException, InterruptedException {
    Path trace = work.resolve("trace");
    List<String> words = new ArrayList<>(way.words);
    if (way != Way.RUN) {
      words.addAll(List.of("-o", trace.toString()));
    }
    words.add(program.toString());
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "\"$0\" \"$@\" 2>/dev/null && times"));
    command.addAll(Tools.ours(mainClass, words.toArray(String[]::new)));
    TimedCommand.Outcome outcome = TimedCommand.run(command, java.util.Map.of(), nothing);
    Matcher children = CHILDREN.matcher(outcome.output());
    if (outcome.status() != 0 || !children.find()) {
      throw new IOException(String.join(" ", words) + " failed: " + outcome.output().strip());
    }
    least.add(
        Double.parseDouble(outcome.output().lines().findFirst().orElseThrow()),
        seconds(children, 1) + seconds(children, 3));
    // Programs that only compute say nothing here; the shell's own line comes next.
    least.done =
        outcome.output().lines().skip(1).findFirst().filter(RecordBench::isCount).orElse("");
    if (way != Way.RUN) {
      if (last) {
        least.trace = described(trace);
      }
      Tools.delete(trace);
    }
  }

  private static boolean isCount(String line) {
    return line.matches("[0-9]+ [a-z ]+");
  }

  private static double seconds(Matcher times, int group) {
    return 60 * Double.parseDouble(times.group(group)) + Double.parseDouble(times.group(group + 1));
  }

  private static String described(Path trace) {
    MeasuredTrace of = MeasuredTrace.of(trace);
    return String.format(
        Locale.ROOT,
        "%,d events, %.1f bytes each, %,d lost",
        of.events(),
        of.bytesPerEvent(),
        of.lost());
  }

  @Override
  public void close() throws IOException {
    Tools.delete(work);
  }
}
