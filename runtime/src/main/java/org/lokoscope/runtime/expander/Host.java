// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SourceSpan;

/** What the expander asks of the world of libraries and files. */
public interface Host {

  /**
   * The binding of a name of the system's own, always the same object. If nothing has that name, it
   * has no meaning.
   */
  Binding builtin(String name);

  /** A new variable. */
  Binding.GlobalVariable defineGlobal(String name, Unit owner);

  /** Runs the code of a unit, and of what it needs, in the expander's machine, unless it has. */
  void instantiate(Unit unit, SourceSpan use);

  Evaluator evaluator();

  /** How long expansion may go on. */
  ExpansionLimit limit();

  /** Whether a library of that name can be found. */
  boolean hasLibrary(Object name);

  /** Whether {@code cond-expand} knows the feature. */
  boolean hasFeature(String feature);

  /** The data of a file that a program includes, relative to the file that includes it. */
  java.util.List<Annotation> include(String file, boolean foldCase, SourceSpan use);

  /** The data of a file that is looked for where libraries are. */
  java.util.List<Annotation> includeFromPath(String file, SourceSpan use);

  /** The first file of that relative name below a directory of libraries, absolute; or null. */
  @Nullable String findInLibraries(String name);
}
