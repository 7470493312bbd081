// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * Finds the file that defines a library. Of the files that may be called so it is the first that
 * holds such a form: {@code counter.scm} beside {@code counter.sld} is mostly what that includes.
 * Every search looks at the files anew, because they come and go. The lock of the {@link
 * LibraryManager} guards it.
 */
final class LibraryFiles {

  /** Knows, without reading them, that some texts define a library. */
  interface Known {
    boolean defines(String key, String file, String text);
  }

  /**
   * A file that defines the library that was asked for.
   *
   * @param forms what it holds; null if that was not looked at yet: see {@link #forms}
   */
  record Found(String file, String text, @Nullable List<Annotation> forms) {}

  private final SearchPath path;
  private final Sources sources;
  private Known known = (_, _, _) -> false;

  LibraryFiles(SearchPath path, Sources sources) {
    this.path = path;
    this.sources = sources;
  }

  /** Whether a file is one of an installed Guile. */
  boolean isInstalled(String file) {
    return path.isInstalled(file);
  }

  void known(Known next) {
    known = next;
  }

  /** Whether a file defines the library. One that cannot be read is told of when it is imported. */
  boolean has(LibraryName name) {
    try {
      return first(name, path.candidates(name), SourceSpan.NONE) != null;
    } catch (SyntaxException wrong) {
      return true;
    }
  }

  /**
   * The file of a library. If there is only one to choose from, it is not looked at: the cache may
   * know what is in it.
   *
   * @throws SyntaxException if there is none, or if one on the way cannot be read
   */
  Found find(LibraryName name, SourceSpan use) {
    List<Path> candidates = path.candidates(name);
    if (candidates.size() == 1) {
      String only = candidates.getFirst().toString();
      return new Found(only, path.source(candidates.getFirst(), only, use), null);
    }
    Found found = first(name, candidates, use);
    if (found != null) {
      return found;
    }
    if (!candidates.isEmpty()) {
      throw undefined(candidates.getFirst().toString(), name, use);
    }
    String key = name.key();
    String folders = path.description();
    if (LokoHardware.has(name)) {
      throw new SyntaxException(
          "library " + key + " is for Loko's own kernel and hardware, which are not here", use);
    }
    String where = folders.isEmpty() ? "" : "; looked for it in " + folders;
    throw new SyntaxException("library " + key + " not found" + where, use);
  }

  private static SyntaxException undefined(String file, LibraryName name, SourceSpan use) {
    return new SyntaxException("file " + file + " does not define library " + name.key(), use);
  }

  /**
   * What a file holds.
   *
   * @throws SyntaxException if it does not define the library
   */
  List<Annotation> forms(Found found, LibraryName name, SourceSpan use) {
    if (found.forms() != null) {
      return found.forms();
    }
    List<Annotation> forms = sources.forms(found.text(), found.file());
    if (!defines(forms, name)) {
      throw undefined(found.file(), name, use);
    }
    return forms;
  }

  private @Nullable Found first(LibraryName name, List<Path> candidates, SourceSpan use) {
    String key = name.key();
    for (Path candidate : candidates) {
      String file = candidate.toString();
      String text = path.source(candidate, file, use);
      if (known.defines(key, file, text)) {
        return new Found(file, text, null);
      }
      List<Annotation> forms = sources.forms(text, file);
      if (defines(forms, name)) {
        return new Found(file, text, forms);
      }
    }
    return null;
  }

  private static boolean defines(List<Annotation> forms, LibraryName name) {
    String key = name.key();
    return GuileModule.defines(forms, name)
        || forms.stream()
            .anyMatch(
                form ->
                    SourceLibrary.isLibrary(form) && SourceLibrary.nameOf(form).key().equals(key));
  }
}
