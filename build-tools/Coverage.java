// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints how much of each module the tests have run, from a report of JaCoCo as CSV. */
final class Coverage {

  /** Columns of the report. */
  private static final int GROUP = 0;

  private static final int BRANCHES_MISSED = 5;
  private static final int BRANCHES_RUN = 6;
  private static final int LINES_MISSED = 7;
  private static final int LINES_RUN = 8;

  public static void main(String[] args) throws IOException {
    Path report = Path.of(args[0]);
    if (!Files.exists(report)) {
      System.out.println("Coverage: no test has run");
      return;
    }
    List<String> lines = Files.readAllLines(report);
    Map<String, Coverage> modules = new TreeMap<>();
    Coverage all = new Coverage();
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.split(",", -1);
      String module = columns[GROUP].substring(columns[GROUP].indexOf('/') + 1);
      modules.computeIfAbsent(module, _ -> new Coverage()).add(columns);
      all.add(columns);
    }
    modules.forEach((name, coverage) -> System.out.println("Coverage of " + name + coverage));
    System.out.println("Coverage of all" + all);
  }

  private long linesMissed;
  private long linesRun;
  private long branchesMissed;
  private long branchesRun;

  private void add(String[] columns) {
    branchesMissed += Long.parseLong(columns[BRANCHES_MISSED]);
    branchesRun += Long.parseLong(columns[BRANCHES_RUN]);
    linesMissed += Long.parseLong(columns[LINES_MISSED]);
    linesRun += Long.parseLong(columns[LINES_RUN]);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        ": %.1f %% of %,d lines, %.1f %% of %,d branches",
        percent(linesRun, linesMissed),
        linesRun + linesMissed,
        percent(branchesRun, branchesMissed),
        branchesRun + branchesMissed);
  }

  private static double percent(long run, long missed) {
    return run + missed == 0 ? 0 : 100.0 * run / (run + missed);
  }
}
