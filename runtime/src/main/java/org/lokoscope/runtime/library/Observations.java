package org.lokoscope.runtime.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The questions that the expansion of a library has asked, each with its answer, in their order: a
 * question may depend on the answers before it, and finding a library may change what is found
 * later. {@link Replay} asks them again.
 */
final class Observations {

  static final String INCLUDED = "included";
  static final String EXISTS = "exists";
  static final String IMPORTED = "imported";

  private final List<Object> steps = new ArrayList<>();
  private boolean canBeRepeated = true;

  /** The text of an included file. */
  void included(Path file, String text) {
    add(INCLUDED, file.toString(), CacheFolder.digest(LibraryCache.bytes(text)));
  }

  /** Whether there is a library of that name. */
  void askedFor(Object library, boolean found) {
    add(EXISTS, library, found);
  }

  /**
   * What an import set stands for.
   *
   * @param stamp of the entry of the library; null for a library of the system
   */
  void imported(SourceLibrary.Import set, String key, String stamp) {
    add(IMPORTED, set.set(), set.span(), key, stamp);
  }

  private void add(Object... step) {
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
        .filter(step -> step.getFirst().equals(IMPORTED) && step.getLast() != null)
        .map(step -> (String) step.get(3))
        .toList();
  }
}
