// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * Which libraries there are: those that were loaded, those whose text was seen but that nobody
 * needed yet, and those that are being loaded. A name stands for one library, which is loaded once
 * and stays, unless the prompt defines another one. It knows nothing of files or of expansion. The
 * lock of the {@link LibraryManager} guards it.
 */
final class LibraryRegistry {

  /** Where libraries come from that nobody has declared. */
  interface Source {

    boolean has(LibraryName name);

    /**
     * The library of that name.
     *
     * @throws SyntaxException if there is none, or if it is wrong
     */
    Library load(LibraryName name, SourceSpan use);
  }

  /** Makes a library of a form that was declared. */
  interface Expansion {
    Library expand(Annotation form, String key, SourceSpan use);
  }

  private final Source source;
  private final Expansion expansion;
  private final Map<String, Library> libraries = new HashMap<>();

  /** Libraries whose text has been seen but that nobody needed yet. */
  private final Map<String, Annotation> declared = new HashMap<>();

  /** The libraries that are being loaded, outermost first, with the place of each import. */
  private final Map<String, SourceSpan> loading = new LinkedHashMap<>();

  LibraryRegistry(Source source, Expansion expansion) {
    this.source = source;
    this.expansion = expansion;
  }

  Library find(LibraryName name, SourceSpan use) {
    String key = name.key();
    Library known = libraries.get(key);
    if (known != null) {
      return known;
    }
    if (loading.containsKey(key)) {
      throw new SyntaxException(
          "libraries import each other in a circle: "
              + String.join(" -> ", loading.keySet())
              + " -> "
              + key,
          use);
    }
    Annotation form = declared.remove(key);
    Library library = form == null ? source.load(name, use) : expansion.expand(form, key, use);
    libraries.put(key, library);
    return library;
  }

  /** Loads something, during which its library must not be asked for. */
  <T extends @Nullable Object> T whileLoading(String key, SourceSpan use, Supplier<T> action) {
    loading.put(key, use);
    try {
      return action.get();
    } finally {
      loading.remove(key);
    }
  }

  boolean exists(LibraryName name) {
    String key = name.key();
    return libraries.containsKey(key) || declared.containsKey(key) || source.has(name);
  }

  /** Whether a library of that name can be found; false if it is no name. */
  boolean exists(Object name) {
    try {
      return exists(LibraryName.parse(name, SourceSpan.NONE));
    } catch (SyntaxException malformed) {
      return false;
    }
  }

  /** The libraries that were loaded, by name. */
  Map<String, Library> loaded() {
    return libraries;
  }

  /** A library of a program, which stands before any other of its name. */
  void declare(String key, Annotation form) {
    declared.put(key, form);
  }

  /** What else a file defines: it counts where no other of its name was declared. */
  void declareBeside(String key, Annotation form) {
    declared.putIfAbsent(key, form);
  }

  /** A library that is there already takes the place of any of its name. */
  void put(String key, Library library) {
    declared.remove(key);
    libraries.put(key, library);
  }

  /** Forgets a library; false if it was neither loaded nor declared. */
  boolean forget(String key) {
    boolean wasDeclared = declared.remove(key) != null;
    return libraries.remove(key) != null || wasDeclared;
  }

  /** The libraries that were loaded or declared. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(libraries.keySet());
    names.addAll(declared.keySet());
    return names;
  }

  /** A library of the prompt, which takes the place of one that was loaded. */
  void redefine(String key, Annotation form) {
    libraries.remove(key);
    declared.put(key, form);
  }
}
