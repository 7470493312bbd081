// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of the runs that a trace was made of, as a setting of the trace says it: {@code run 1} is
 * {@code server.sps: CPU 0 1}.
 *
 * @param program the name of its file
 * @param cpus its virtual CPUs, as they are numbered in the trace
 */
public record JoinedRun(String program, List<Integer> cpus) {

  static final String SETTING = "run ";

  private static final Pattern NAME = Pattern.compile(SETTING + "([0-9]{1,9})");
  private static final Pattern TEXT = Pattern.compile("(.*): CPU((?: [0-9]{1,9})+)");

  public JoinedRun {
    cpus = List.copyOf(cpus);
  }

  String text() {
    return program + ": CPU " + cpus.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** Those that the settings of a trace tell of, in their order; none if it was made at once. */
  public static List<JoinedRun> of(Map<String, String> settings) {
    Map<Integer, JoinedRun> runs = new TreeMap<>();
    settings.forEach(
        (name, value) -> {
          Matcher number = NAME.matcher(name);
          Matcher text = TEXT.matcher(value);
          if (number.matches() && text.matches()) {
            List<Integer> cpus =
                Stream.of(text.group(2).strip().split(" ")).map(Integer::valueOf).toList();
            runs.put(Integer.valueOf(number.group(1)), new JoinedRun(text.group(1), cpus));
          }
        });
    return new ArrayList<>(runs.values());
  }
}
