// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Scheme that runs the programs of a benchmark.
 *
 * @param command all but the file
 * @param prelude what its programs begin with
 * @param clock an expression for seconds
 * @param environment in addition to ours
 */
record Contestant(
    String name,
    List<String> command,
    String prelude,
    String clock,
    Map<String, String> environment) {

  private static final String REPORT = "(import (rnrs) (rnrs eval) ";

  /**
   * Those that are there; we are the first.
   *
   * @param work a directory, where Guile keeps what it has compiled
   */
  static List<Contestant> all(String mainClass, Path work) {
    List<Contestant> all = new ArrayList<>();
    all.add(
        new Contestant(
            "Lokoscope",
            Tools.ours(mainClass, "run"),
            REPORT + "(only (scheme time) current-jiffy jiffies-per-second))",
            "(/ (current-jiffy) (inexact (jiffies-per-second)))",
            Map.of()));
    Optional<Path> guile = Tools.onPath("guile");
    guile.ifPresent(
        path ->
            all.add(
                new Contestant(
                    "Guile",
                    List.of(path.toString(), "-q"),
                    REPORT
                        + "(only (guile) get-internal-real-time internal-time-units-per-second))",
                    "(/ (get-internal-real-time) (inexact internal-time-units-per-second))",
                    Map.of("XDG_CACHE_HOME", work.resolve("cache").toString()))));
    Tools.chez()
        .ifPresent(
            path ->
                all.add(
                    new Contestant(
                        "Chez",
                        List.of(path.toString(), "--program"),
                        REPORT + "(only (chezscheme) real-time))",
                        "(/ (real-time) 1000.0)",
                        Map.of())));
    return all;
  }

  List<String> running(Path file) {
    List<String> whole = new ArrayList<>(command);
    whole.add(file.toString());
    return whole;
  }
}
