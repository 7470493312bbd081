// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A program of the public R7RS benchmarks with the input that it is timed on here. The programs
 * themselves are not ours to pass on; they are read from a directory that has the programs in one
 * directory and their data in another.
 *
 * @param name of the program's file
 * @param size what is shown of the input
 * @param input what the program reads in a round, or, if it ends in "...", what stands in place of
 *     the first number of the program's own input
 * @param guile seconds that Guile 3.0.8 took for it on the machine that set the aims
 */
record R7rsProgram(String name, String size, String input, double guile) {

  /** Rounds in one process; the best one counts. */
  static final int ROUNDS = 5;

  static final List<R7rsProgram> ALL =
      List.of(
          new R7rsProgram("fib", "35 x5", "5 35 9227465", 0.606),
          new R7rsProgram("tak", "32 16 8 x2", "2 32 16 8 9", 0.410),
          new R7rsProgram("ctak", "18 12 6 x3", "3 18 12 6 7", 0.899),
          new R7rsProgram("cpstak", "18 12 6 x100", "100 18 12 6 7", 0.272),
          new R7rsProgram("fibc", "22 x3", "3 22 17711", 0.562),
          new R7rsProgram("deriv", "x600k", "600000...", 0.631),
          new R7rsProgram("nqueens", "11 x10", "10 11 2680", 0.421),
          new R7rsProgram("puzzle", "x20", "20 511 2005", 0.266),
          new R7rsProgram("primes", "1000 x1000", "1000...", 0.507),
          new R7rsProgram("earley", "13", "1 13 208012", 0.298),
          new R7rsProgram("paraffins", "22 x3", "3 22 2278658", 0.216),
          new R7rsProgram("nboyer", "3", "1 3 5375678", 0.274),
          new R7rsProgram("string", "500k x20", "20 500000 524278", 0.182),
          new R7rsProgram("mazefun", "x1000", "1000...", 0.603));

  /** What R7RS programs expect of a system besides the standard, for us. */
  private static final String OUR_PRELUDE =
      "(define (this-scheme-implementation-name) \"lokoscope\")\n";

  private static final String OWN_INPUT = "...";

  static Optional<R7rsProgram> named(String name) {
    return ALL.stream().filter(program -> program.name.equals(name)).findFirst();
  }

  /** The text of a program for us that runs so many rounds. */
  String text(Path directory, int rounds) throws IOException {
    // An R7RS program begins with its imports.
    return source(directory, name) + OUR_PRELUDE + source(directory, "common") + postlude(rounds);
  }

  /** The same for Guile, whose prelude comes with the benchmarks. */
  String guileText(Path directory, int rounds) throws IOException {
    return source(directory, "Guile3-prelude")
        + source(directory, name)
        + source(directory, "common")
        + postlude(rounds);
  }

  /** What the program reads in so many rounds. */
  String input(Path directory, int rounds) throws IOException {
    String round = input;
    if (input.endsWith(OWN_INPUT)) {
      String count = input.substring(0, input.length() - OWN_INPUT.length());
      round =
          Files.readString(directory.resolve("inputs").resolve(name + ".input"))
              .replaceFirst("^\\s*\\d+", count);
    }
    return (round + "\n").repeat(rounds);
  }

  private static String source(Path directory, String file) throws IOException {
    return Files.readString(directory.resolve("src").resolve(file + ".scm")) + "\n";
  }

  private static String postlude(int rounds) {
    return "(do ((round 0 (+ round 1))) ((= round " + rounds + ")) (run-benchmark))\n";
  }
}
