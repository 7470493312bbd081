// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Host;
import org.lokoscope.runtime.reader.NumberParser;
import org.lokoscope.runtime.reader.SourceReader;
import org.lokoscope.runtime.source.Annotation;

/**
 * The libraries of the system that have a file each: the SRFIs and what goes by other names for
 * them. The resource {@code scheme/srfi/index.txt} has a line for each file: its name, then the
 * mnemonic words of SRFI 97 and whole names of libraries. {@code 1 lists (scheme list)} makes
 * {@code (srfi :1)}, {@code (srfi 1)}, {@code (srfi srfi-1)}, each also with {@code lists} at its
 * end, and {@code (scheme list)}. Guile's modules stand in {@code scheme/guile}, Loko's libraries
 * in {@code scheme/loko}, libraries of our own in {@code scheme/lokoscope}. Nothing is read before
 * a program asks for such a name.
 */
final class SystemLibraries {

  private static final Set<String> ROOTS =
      Set.of(
          "srfi",
          "scheme",
          "loko",
          "rnrs",
          "guile",
          "ice-9",
          "fibers",
          "system",
          "lokoscope",
          "statprof",
          "web",
          "sxml",
          "oop");

  /** What Guile's programs see without asking; most of it stands in other files. */
  private static final String CORE = "guile/core";

  /** Directories of files, each with an index. */
  private static final String[] FOLDERS = {"srfi", "guile", "lokoscope", "loko"};

  private final Host host;
  private final NumberParser numbers;
  private final Function<SourceLibrary.Import, Exports> importer;
  private final Map<String, Library> libraries = new HashMap<>();
  private @Nullable Map<String, String> fileOf;

  /**
   * @param importer finds what an import set brings
   */
  SystemLibraries(
      Host host, NumberParser numbers, Function<SourceLibrary.Import, Exports> importer) {
    this.host = host;
    this.numbers = numbers;
    this.importer = importer;
  }

  boolean has(LibraryName name) {
    return file(name.parts()) != null;
  }

  /** Whether there is something behind {@code srfi-N}. */
  boolean hasSrfi(String feature) {
    return file(List.of(Symbol.of("srfi"), Symbol.of(feature))) != null;
  }

  /** For tests: the names of them all. */
  Set<String> libraryNames() {
    return new TreeSet<>(names().keySet());
  }

  /** For tests: the files of SRFIs that there must be. */
  static Set<String> srfiFiles() {
    Set<String> files = new TreeSet<>();
    for (String file : readIndexes().values()) {
      if (file.startsWith("srfi/")) {
        files.add(file.substring("srfi/".length()));
      }
    }
    return files;
  }

  /** The library of that name, or null. */
  @Nullable Library find(LibraryName name) {
    String file = file(name.parts());
    if (file == null) {
      return null;
    }
    return inFolder(file);
  }

  private Library read(String file) {
    String text = Resources.read("scheme/" + file + ".sls");
    Annotation form =
        Objects.requireNonNull(
            new SourceReader(text, "lokoscope:" + file + ".sls", numbers).read());
    SourceLibrary source = SourceLibrary.parse(form, host);
    LazyImports imports = new LazyImports(source.imports, importer);
    Library library = new LazyLibrary(source, source.name.key(), imports, host).library();
    return file.equals(CORE) ? new CoreNames(this::inFolder).addTo(library) : library;
  }

  /** A file of Guile's folder, or with a folder before its name. */
  private Library inFolder(String name) {
    String file = name.contains("/") ? name : "guile/" + name;
    Library known = libraries.get(file);
    if (known == null) {
      known = read(file);
      libraries.put(file, known);
    }
    return known;
  }

  private @Nullable String file(List<Object> parts) {
    if (!ROOTS.contains(parts.getFirst().toString())) {
      return null;
    }
    StringBuilder key = new StringBuilder("(");
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i).toString();
      boolean isNumber = i == 1 && parts.getFirst().toString().equals("srfi");
      key.append(i == 0 ? "" : " ").append(isNumber ? ":" + number(part) : part);
    }
    return names().get(key.append(')').toString());
  }

  /** {@code :1}, {@code 1} and {@code srfi-1} are one number. */
  private static String number(String part) {
    return part.startsWith(":")
        ? part.substring(1)
        : part.startsWith("srfi-") ? part.substring("srfi-".length()) : part;
  }

  private Map<String, String> names() {
    if (fileOf == null) {
      fileOf = readIndexes();
    }
    return fileOf;
  }

  private static Map<String, String> readIndexes() {
    Map<String, String> found = new HashMap<>();
    for (String folder : FOLDERS) {
      for (String line : Resources.read("scheme/" + folder + "/index.txt").split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          addLine(folder, line.trim(), found);
        }
      }
    }
    return found;
  }

  private static void addLine(String folder, String line, Map<String, String> found) {
    int names = line.indexOf('(');
    String[] words = (names < 0 ? line : line.substring(0, names)).trim().split(" +");
    String file = folder + "/" + words[0];
    if (Character.isDigit(words[0].charAt(0))) {
      found.put("(srfi :" + words[0] + ")", file);
      for (int i = 1; i < words.length; i++) {
        found.put("(srfi :" + words[0] + " " + words[i] + ")", file);
      }
    }
    while (names >= 0) {
      int end = line.indexOf(')', names) + 1;
      found.put(line.substring(names, end), file);
      names = line.indexOf('(', end);
    }
  }
}
