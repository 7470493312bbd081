// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.site;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes the site: a page for each document, the README first, with a list of all at its side.
 *
 * <p>Usage: {@code Site TOP OUT}. Links between documents become links between pages; other files
 * of the tree that a page leads to are copied. Ends with status 1 if a link leads nowhere.
 */
public final class Site {

  private static final List<String> FIRST =
      List.of(
          "README.md",
          "docs/tutorial.md",
          "docs/libraries.md",
          "docs/leaks.md",
          "docs/window.md",
          "docs/query.md",
          "docs/debugging.md");

  private final Path top;
  private final Path out;
  private final Map<String, Document> documents = new TreeMap<>();
  private final Set<String> problems = new TreeSet<>();

  private Site(Path top, Path out) {
    this.top = top;
    this.out = out;
  }

  /** Makes it. */
  public static void main(String[] arguments) throws IOException {
    Site site = new Site(Path.of(arguments[0]).toRealPath(), Path.of(arguments[1]));
    site.read();
    site.write();
    site.problems.forEach(each -> System.err.println("site: " + each));
    if (!site.problems.isEmpty()) {
      throw new IllegalStateException(site.problems.size() + " links lead nowhere");
    }
    System.out.println("site: " + site.documents.size() + " pages in " + site.out);
  }

  private void read() throws IOException {
    try (Stream<Path> above = Files.list(top);
        Stream<Path> docs = Files.walk(top.resolve("docs"))) {
      List<Path> files =
          Stream.concat(above, docs).filter(file -> file.toString().endsWith(".md")).toList();
      for (Path file : files) {
        String name = top.relativize(file).toString();
        documents.put(name, Document.parse(name, Files.readString(file)));
      }
    }
  }

  private void write() throws IOException {
    Files.createDirectories(out);
    try (InputStream style = Site.class.getResourceAsStream("/style.css")) {
      Files.copy(style, out.resolve("style.css"), StandardCopyOption.REPLACE_EXISTING);
    }
    List<Document> listed = inOrder();
    for (Document each : documents.values()) {
      Path file = out.resolve(each.page());
      Files.createDirectories(file.getParent());
      Files.writeString(file, new PageLayout(each, listed).text(target -> link(each, target)));
    }
  }

  /** Those that the list of pages has: single decisions have a list of their own. */
  private List<Document> inOrder() {
    List<Document> all = new ArrayList<>();
    FIRST.forEach(name -> all.add(documents.get(name)));
    documents.values().stream()
        .filter(each -> !all.contains(each) && !each.name().matches(".*/decisions/\\d.*"))
        .forEach(all::add);
    return all;
  }

  /** Where a link of a document leads on the site. */
  private String link(Document from, String target) {
    if (URI.create(target).isAbsolute()) {
      return target;
    }
    String[] parts = target.split("#", 2);
    Path file =
        parts[0].isEmpty()
            ? Path.of(from.name())
            : Path.of(from.name()).resolveSibling(parts[0]).normalize();
    Document to = documents.get(file.toString());
    if (to == null) {
      copy(from, file);
      return target;
    }
    if (parts.length > 1 && !to.anchors().contains(parts[1])) {
      problems.add(from.name() + ": " + target);
    }
    Path folder = Path.of(from.page()).getParent();
    Path away = folder == null ? Path.of(to.page()) : folder.relativize(Path.of(to.page()));
    return away + (parts.length > 1 ? "#" + parts[1] : "");
  }

  private void copy(Document from, Path file) {
    Path source = top.resolve(file).normalize();
    if (!source.startsWith(top) || !Files.isRegularFile(source)) {
      problems.add(from.name() + ": " + file);
      return;
    }
    try {
      Path copy = out.resolve(file.toString());
      Files.createDirectories(copy.getParent());
      Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      problems.add(from.name() + ": " + file + ": " + e.getMessage());
    }
  }
}
