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
  private static final String MARK = ";LEAK";

  private Zoo() {}

  /**
   * A program of the zoo.
   *
   * @param expected the class of its leak, or {@code steady}
   * @param leakLines the lines, from 1, of which each finding must name one
   */
  public record Program(String name, String expected, List<Integer> leakLines, String text) {

    public boolean leaks() {
      return !expected.equals("steady");
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

  private static Program read(String name) {
    String text = SampleCatalogue.text("zoo/" + name + ".sps");
    List<String> lines = text.lines().toList();
    List<Integer> marked =
        IntStream.rangeClosed(1, lines.size())
            .filter(line -> lines.get(line - 1).contains(MARK))
            .boxed()
            .toList();
    return new Program(name, lines.getFirst().substring(EXPECT.length()).strip(), marked, text);
  }
}
