package org.lokoscope.runtime.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lokoscope.runtime.image.Image;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * Reads and expands source files that were damaged at random: whatever is wrong with one is said in
 * one line, soon. The seed is fixed, so a failure comes again.
 */
class MutantsTest {

  private static final int MUTANTS = 10_000;

  /** Images remember the libraries that they have met; this bounds how many. */
  private static final int MUTANTS_FOR_ONE_IMAGE = 200;

  /** Guessed: far above what any of them takes on a slow machine. */
  private static final long LONGEST_NANOS = 10_000_000_000L;

  private static final String ODD_CHARACTERS = "()[]'`,@#\\\"|;.x1 \nλ";

  private final Random random = new Random(20_251_124);

  @Test
  @Timeout(300)
  void shouldSayInOneLineWhatIsWrongWithDamagedSources() throws Exception {
    List<String> sources = sources();
    Image image = null;
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      if (i % MUTANTS_FOR_ONE_IMAGE == 0) {
        image = new Image(SystemWorld.console(List.of("test")), List.of(folder()), _ -> {});
      }
      String text = mutant(sources.get(random.nextInt(sources.size())));
      refused += expand(image, text) ? 0 : 1;
    }
    assertThat(refused).isBetween(MUTANTS / 10, MUTANTS - 1);
  }

  /** Whether there is nothing wrong with the text. */
  private static boolean expand(Image image, String text) {
    long start = System.nanoTime();
    try {
      image.load(text, "mutant.sps");
      return true;
    } catch (SyntaxException wrong) {
      assertThat(wrong.getMessage()).doesNotContain("\n").isNotBlank();
      return false;
    } catch (RuntimeException | StackOverflowError crash) {
      throw new AssertionError(text, crash);
    } finally {
      assertThat(System.nanoTime() - start).as(text).isLessThan(LONGEST_NANOS);
    }
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(MutantsTest.class.getResource("/language").toURI());
  }

  private static List<String> sources() throws IOException, URISyntaxException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().matches(".*\\.(sps|sls|sld|scm)")) {
          sources.add(Files.readString(file));
        }
      }
    }
    return sources;
  }

  private String mutant(String source) {
    StringBuilder text = new StringBuilder(source);
    for (int i = random.nextInt(4); i >= 0 && text.length() > 2; i--) {
      damage(text);
    }
    return text.toString();
  }

  private void damage(StringBuilder text) {
    int from = random.nextInt(text.length());
    int longest = random.nextInt(10) == 0 ? 200 : 12;
    int to = Math.min(text.length(), from + 1 + random.nextInt(longest));
    String piece = text.substring(from, to);
    switch (random.nextInt(6)) {
      case 0 -> text.delete(from, to);
      case 1 -> text.insert(random.nextInt(text.length()), piece);
      case 2 ->
          text.setCharAt(from, ODD_CHARACTERS.charAt(random.nextInt(ODD_CHARACTERS.length())));
      case 3 -> text.replace(from, to, new StringBuilder(piece).reverse().toString());
      case 4 -> text.insert(from, (char) random.nextInt(0x300));
      default -> swapTokens(text);
    }
  }

  private void swapTokens(StringBuilder text) {
    String[] tokens = text.toString().split("(?<=[\\s()])|(?=[\\s()])");
    int a = random.nextInt(tokens.length);
    int b = random.nextInt(tokens.length);
    String token = tokens[a];
    tokens[a] = tokens[b];
    tokens[b] = token;
    text.replace(0, text.length(), String.join("", tokens));
  }
}
