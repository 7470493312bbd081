// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document in Markdown, with its blocks of code. */
public record Page(Path file, String text) {

  public static final Path TOP = Path.of("..");

  private static final Pattern BLOCK =
      Pattern.compile("^```([a-z]*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  /**
   * Code between fences.
   *
   * @param language empty if the page names none
   */
  public record Block(String language, String code) {}

  /** The page of that name, below the top of the tree. */
  public static Page named(String name) {
    return of(TOP.resolve(name));
  }

  /** All pages: those of the top and of docs. */
  static List<Page> all() {
    try (Stream<Path> top = Files.list(TOP);
        Stream<Path> docs = Files.walk(TOP.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Page::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Page of(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its blocks in their order. */
  public List<Block> blocks() {
    return blocks(text);
  }

  static List<Block> blocks(String text) {
    return BLOCK
        .matcher(text)
        .results()
        .map(found -> new Block(found.group(1), found.group(2)))
        .toList();
  }

  /** The text without its blocks of code. */
  String prose() {
    return BLOCK.matcher(text).replaceAll("");
  }
}
