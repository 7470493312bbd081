package org.lokoscope.runtime.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lokoscope.runtime.reader.SourceText;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/** Finds the files of libraries: {@code (a b)} is {@code a/b.sls} in one of the folders. */
final class SearchPath {

  private static final List<String> EXTENSIONS = List.of(".loko.sls", ".sls", ".scm", ".sld");

  private final List<Path> folders = new ArrayList<>();

  void add(Path folder) {
    if (!folders.contains(folder)) {
      folders.add(folder);
    }
  }

  /** The file of a library, or null. */
  Path find(LibraryName name) {
    for (Path folder : folders) {
      for (boolean encode : new boolean[] {true, false}) {
        Path file = find(folder, name, encode);
        if (file != null) {
          return file;
        }
      }
    }
    return null;
  }

  private static Path find(Path folder, LibraryName name, boolean encode) {
    String path =
        name.parts().stream()
            .map(part -> encode ? encode(part.toString()) : part.toString())
            .collect(Collectors.joining("/"));
    for (String extension : EXTENSIONS) {
      try {
        Path file = folder.resolve(path + extension);
        if (Files.isRegularFile(file)) {
          return file;
        }
      } catch (InvalidPathException unusable) {
        return null;
      }
    }
    return null;
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
    return folders.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  static String read(Path file, String shown, SourceSpan use) {
    try {
      return SourceText.decode(Files.readAllBytes(file), shown);
    } catch (IOException unreadable) {
      throw new SyntaxException("cannot read " + shown, use);
    }
  }
}
