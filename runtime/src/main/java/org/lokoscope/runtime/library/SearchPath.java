// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.reader.SourceText;
import org.lokoscope.runtime.source.SourceListener;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * The directories of libraries and how files in them are called: {@code (a b)} may be {@code
 * a/b.sls}, {@code a/b.sld} and others. A directory stands before all that were added later. The
 * lock of the {@link LibraryManager} guards it.
 */
final class SearchPath {

  /** Each directory under the name that it was given by. */
  private final Map<String, Path> folders = new LinkedHashMap<>();

  private List<String> extensions = List.of(".loko.sls", ".sls", ".sld", ".ss", ".scm");

  /** The directories of an installed Guile, which stand behind all others. */
  private final List<Path> installed = new ArrayList<>();

  private SourceListener listener = SourceListener.NONE;

  /** The texts of files, by name, that stand for what is on the disk; null for the disk. */
  private @Nullable UnaryOperator<@Nullable String> kept;

  void add(Path folder) {
    if (!folders.containsValue(folder)) {
      folders.put(folder.toString(), folder);
    }
  }

  void addInstalled(Path folder) {
    if (!installed.contains(folder)) {
      installed.add(folder);
    }
  }

  /** Whether a file lies in a directory of an installed Guile. */
  boolean isInstalled(String file) {
    return installed.stream().anyMatch(Path.of(file)::startsWith);
  }

  /**
   * Takes texts from there instead of the disk.
   *
   * @param texts null for a name of which there is none
   */
  void useKept(UnaryOperator<@Nullable String> texts) {
    kept = texts;
  }

  /** Whether there is such a file. */
  boolean isFile(Path file) {
    return kept == null ? Files.isRegularFile(file) : kept.apply(file.toString()) != null;
  }

  /** Where libraries are looked for, in this order. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(folders.values());
    all.addAll(installed);
    return all;
  }

  Map<String, Path> directories() {
    return new LinkedHashMap<>(folders);
  }

  /** Looks in these directories alone from now on. */
  void directories(Map<String, Path> chosen) {
    folders.clear();
    folders.putAll(chosen);
  }

  List<String> extensions() {
    return extensions;
  }

  /** Files of libraries are called so from now on; what stands first is preferred. */
  void extensions(List<String> chosen) {
    extensions = List.copyOf(chosen);
  }

  /** The files that are there and called like a library, the preferred ones first. */
  List<Path> candidates(LibraryName name) {
    Set<Path> files = new LinkedHashSet<>();
    for (Path folder : all()) {
      for (String spelling : spellings(name)) {
        addFiles(folder, spelling, files);
      }
    }
    return List.copyOf(files);
  }

  /** The first file of that name below the directories, or null. */
  @Nullable Path find(String name) {
    for (Path folder : all()) {
      try {
        Path file = folder.resolve(name);
        if (isFile(file)) {
          return file;
        }
      } catch (InvalidPathException unusable) {
        return null;
      }
    }
    return null;
  }

  private void addFiles(Path folder, String spelling, Set<Path> files) {
    for (String extension : extensions) {
      try {
        Path file = folder.resolve(spelling + extension);
        if (isFile(file)) {
          files.add(file);
        }
      } catch (InvalidPathException unusable) {
        return;
      }
    }
  }

  /** As Loko and Akku write it, as it is, and as Guile does: {@code srfi/srfi-19}. */
  private static Set<String> spellings(LibraryName name) {
    Set<String> all = new LinkedHashSet<>();
    List<String> parts = name.parts().stream().map(Object::toString).toList();
    all.add(parts.stream().map(SearchPath::encode).collect(Collectors.joining("/")));
    all.add(String.join("/", parts));
    if (parts.size() == 2 && parts.get(0).equals("srfi") && name.parts().get(1) instanceof Long) {
      all.add("srfi/srfi-" + parts.get(1));
    }
    return all;
  }

  /** What is odd in a file name is written with percent signs. */
  private static String encode(String part) {
    StringBuilder text = new StringBuilder();
    for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = (c < 128 && Character.isLetterOrDigit(c)) || "-_.!~+=@$&^".indexOf(c) >= 0;
      if (plain) {
        text.append(c);
      } else {
        text.append('%').append(String.format("%02x", (int) c));
      }
    }
    return text.toString();
  }

  /** For messages: where the search went. */
  String description() {
    return all().stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  /** Who is told of the texts of libraries from now on. */
  void onText(SourceListener next) {
    listener = next;
  }

  /** The text of a library, or of a part of one. */
  String source(Path file, String shown, SourceSpan use) {
    String text = kept == null ? read(file, shown, use) : keptText(file, shown, use);
    listener.read(shown, text);
    return text;
  }

  private String keptText(Path file, String shown, SourceSpan use) {
    String text = kept == null ? null : kept.apply(file.toString());
    if (text == null) {
      throw new SyntaxException("no text of " + shown + " was kept", use);
    }
    return text;
  }

  static String read(Path file, String shown, SourceSpan use) {
    try {
      return SourceText.decode(Files.readAllBytes(file), shown);
    } catch (IOException unreadable) {
      throw new SyntaxException("cannot read " + shown, use);
    }
  }
}
