// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * Asks the questions of an expansion again, and imports what it imported. As long as the answers
 * are the same, this does to the image what the expansion would do now; at the first that differs
 * the expansion has to begin, with the answers so far. An import that fails, fails as it would
 * there.
 */
final class Replay {

  /** Imports a set into names, and makes its library run before the unit. */
  interface Importing {
    Library add(SourceLibrary.Import set, ImportedNames names, Unit unit, boolean lenient);
  }

  /** What a module of Guile does with another one. */
  interface Using {
    Library use(String way, SourceLibrary.Import set);
  }

  private static final Using NO_MODULE =
      (way, _) -> {
        throw new IllegalStateException("no module of Guile: way=" + way);
      };

  private final SearchPath path;
  private final Predicate<Object> exists;
  private final Importing importing;
  private final Using using;
  private final Function<String, @Nullable String> stamps;
  private final Unit unit;
  private final boolean lenient;
  private final ImportedNames names;
  private final List<String> libraries = new ArrayList<>();

  /**
   * @param path reads what was included
   * @param exists whether a library of that name can be found
   * @param stamps what stands for the content of the library of a key that is there; null if
   *     nothing does
   */
  Replay(
      SearchPath path,
      Predicate<Object> exists,
      Importing importing,
      Function<String, @Nullable String> stamps,
      Unit unit,
      boolean lenient) {
    this(path, exists, importing, NO_MODULE, stamps, unit, new ImportedNames(), lenient);
  }

  /**
   * For a module of Guile.
   *
   * @param names what it sees already
   */
  Replay(
      SearchPath path,
      Predicate<Object> exists,
      Importing importing,
      Using using,
      Function<String, @Nullable String> stamps,
      Unit unit,
      ImportedNames names,
      boolean lenient) {
    this.path = path;
    this.using = using;
    this.names = names;
    this.exists = exists;
    this.importing = importing;
    this.stamps = stamps;
    this.unit = unit;
    this.lenient = lenient;
  }

  ImportedNames names() {
    return names;
  }

  /** The libraries of the user that are imported. */
  List<String> libraries() {
    return libraries;
  }

  /**
   * Whether all answers are the same.
   *
   * @param next where the expansion that may have to follow takes its notes
   */
  boolean run(List<?> steps, Observations next) {
    for (Object step : steps) {
      List<?> question = (List<?>) step;
      if (!isSame(question)) {
        return false;
      }
      if (question.getFirst().equals(Observations.EXISTS)) {
        next.hasAnswer((Boolean) question.getLast());
      }
    }
    return true;
  }

  private boolean isSame(List<?> step) {
    return switch ((String) step.getFirst()) {
      case Observations.INCLUDED -> isText(Path.of((String) step.get(1)), (String) step.get(2));
      case Observations.EXISTS -> exists.test(step.get(1)) == (Boolean) step.get(2);
      case Observations.IMPORTED -> isSame(importing.add(set(step), names, unit, lenient), step);
      case Observations.USED, Observations.REFERRED ->
          isSame(using.use((String) step.getFirst(), set(step)), step);
      default -> false;
    };
  }

  private boolean isText(Path file, String digest) {
    if (!Files.isReadable(file)) {
      return false;
    }
    try {
      String text = path.source(file, file.toString(), SourceSpan.NONE);
      return CacheFolder.digest(LibraryCache.bytes(text)).equals(digest);
    } catch (SyntaxException unreadable) {
      return false;
    }
  }

  private static SourceLibrary.Import set(List<?> step) {
    return new SourceLibrary.Import(step.get(1), (SourceSpan) step.get(2));
  }

  private boolean isSame(Library library, List<?> step) {
    String key = (String) step.get(3);
    String stamp = (String) step.get(4);
    if (stamp == null) {
      return library.unit() == null && library.name().equals(key);
    }
    libraries.add(key);
    return library.name().equals(key) && stamp.equals(stamps.apply(key));
  }
}
