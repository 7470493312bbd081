// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The questions that the expansion of a library has asked, each with its answer, in their order: a
 * question may depend on the answers before it, and finding a library may change what is found
 * later. {@link Replay} asks them again.
 */
final class Observations {

  static final String INCLUDED = "included";
  static final String EXISTS = "exists";
  static final String IMPORTED = "imported";

  /** A module of Guile has used another one. */
  static final String USED = "used";

  /** A module of Guile has named something of another one. */
  static final String REFERRED = "referred";

  private final List<Object> steps = new ArrayList<>();
  private final ArrayDeque<Boolean> answers = new ArrayDeque<>();
  private boolean canBeRepeated = true;

  /** The text of an included file. */
  void included(Path file, String text) {
    add(INCLUDED, file.toString(), CacheFolder.digest(LibraryCache.bytes(text)));
  }

  /**
   * A replay that came to nothing has got this answer to the next question for a library. It may
   * have loaded others since, and changed the answer.
   */
  void hasAnswer(boolean found) {
    answers.add(found);
  }

  /** Whether there is a library of that name. */
  boolean exists(Object library, Predicate<Object> search) {
    Boolean known = answers.poll();
    boolean found = known != null ? known : search.test(library);
    add(EXISTS, library, found);
    return found;
  }

  /**
   * What an import set stands for.
   *
   * @param stamp of the entry of the library; null for a library of the system
   */
  void imported(SourceLibrary.Import set, String key, @Nullable String stamp) {
    imported(IMPORTED, set, key, stamp);
  }

  /**
   * The same, for any of the three ways.
   *
   * @param set what names the library in that way
   */
  void imported(String way, SourceLibrary.Import set, String key, @Nullable String stamp) {
    add(way, set.set(), set.span(), key, stamp);
  }

  private static boolean isImport(Object way) {
    return way.equals(IMPORTED) || way.equals(USED) || way.equals(REFERRED);
  }

  private void add(@Nullable Object... step) {
    steps.add(new ArrayList<>(Arrays.asList(step)));
  }

  /** From now on the outcome may depend on something that cannot be asked again. */
  void cannotBeRepeated() {
    canBeRepeated = false;
  }

  boolean canBeRepeated() {
    return canBeRepeated;
  }

  List<Object> written() {
    return steps;
  }

  /** The libraries of the user that were imported. */
  List<String> libraries() {
    return steps.stream()
        .map(step -> (List<?>) step)
        .filter(step -> isImport(step.getFirst()) && step.getLast() != null)
        .map(step -> (String) step.get(3))
        .toList();
  }
}
