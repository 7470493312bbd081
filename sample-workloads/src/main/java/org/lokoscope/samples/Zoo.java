// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The leak zoo: small programs that leak, each with a fixed twin, and steady ones that look
 * suspicious. Not shown to newcomers; the tests of the diagnosis record each of them.
 */
public final class Zoo {

  private static final String EXPECT = ";; expect ";
  private static final String FAITHFUL = "with --faithful-leaks: ";
  private static final String MARK = ";LEAK";

  private Zoo() {}

  /**
   * A program of the zoo.
   *
   * @param classes the classes of its leaks, the main one first; or {@code steady}
   * @param faithful whether it must be run with {@code --faithful-leaks}
   * @param leakLines the lines, from 1, of which each finding must name one
   */
  public record Program(
      String name, List<String> classes, boolean faithful, List<Integer> leakLines, String text) {

    /** The class of its main leak, or {@code steady}. */
    public String expected() {
      return classes.getFirst();
    }

    public boolean leaks() {
      return !expected().equals("steady");
    }

    /** Whether it is the fixed version of a leaking one. */
    public boolean isTwin() {
      return name.endsWith("-ok");
    }

    /**
     * Writes it into a directory, so that it can be run.
     *
     * @return where it is
     */
    public Path extract(Path directory) throws IOException {
      Files.createDirectories(directory);
      Path file = directory.resolve(name + ".sps");
      Files.writeString(file, text);
      return file;
    }
  }

  /** All programs, by class of leak, each followed by its twin. */
  public static List<Program> all() {
    return SampleCatalogue.text("zoo/index.txt").lines().map(Zoo::read).toList();
  }

  /** The program of a name, which must be there. */
  public static Program named(String name) {
    return read(name);
  }

  private static Program read(String name) {
    String text = SampleCatalogue.text("zoo/" + name + ".sps");
    List<String> lines = text.lines().toList();
    List<Integer> marked =
        IntStream.rangeClosed(1, lines.size())
            .filter(line -> lines.get(line - 1).contains(MARK))
            .boxed()
            .toList();
    String expected = lines.getFirst().substring(EXPECT.length()).strip();
    boolean faithful = expected.startsWith(FAITHFUL);
    String classes = faithful ? expected.substring(FAITHFUL.length()) : expected;
    return new Program(name, List.of(classes.split(", ")), faithful, marked, text);
  }
}
