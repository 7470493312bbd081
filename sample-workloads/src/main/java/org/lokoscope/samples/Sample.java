// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A program that comes with Lokoscope.
 *
 * @param name short, as typed on the command line; its file is {@code name.sps}
 * @param title a few words
 * @param shows one sentence: what to see in its trace
 * @param verdict what its diagnosis must say
 * @param leakClass the label of the leak that must be found, or "" for none
 * @param files the program and the libraries of its own that it needs, by file name
 */
public record Sample(
    String name,
    String title,
    String shows,
    Verdict verdict,
    String leakClass,
    List<String> files) {

  /** The comment on the line that the diagnosis of a leaking sample must name. */
  public static final String LEAK_MARK = "; <- leak";

  /** What a diagnosis can say of a sample. */
  public enum Verdict {
    LEAK,
    STEADY
  }

  static Sample steady(String name, String title, String shows, String... libraries) {
    return new Sample(name, title, shows, Verdict.STEADY, "", files(name, libraries));
  }

  static Sample leaking(
      String name, String title, String leakClass, String shows, String... libraries) {
    return new Sample(name, title, shows, Verdict.LEAK, leakClass, files(name, libraries));
  }

  private static List<String> files(String name, String... libraries) {
    return IntStream.rangeClosed(0, libraries.length)
        .mapToObj(i -> i == 0 ? name + ".sps" : libraries[i - 1])
        .toList();
  }

  public boolean leaks() {
    return verdict == Verdict.LEAK;
  }

  /** The file name of the program. */
  public String program() {
    return files.getFirst();
  }

  /** The line of the program, from 1, that the diagnosis must name; 0 if there is no leak. */
  public int leakLine() {
    List<String> lines = SampleCatalogue.text(program()).lines().toList();
    return 1
        + IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).contains(LEAK_MARK))
            .findFirst()
            .orElse(-1);
  }
}
