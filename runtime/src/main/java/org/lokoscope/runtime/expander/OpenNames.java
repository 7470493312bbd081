// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * The names of a program's top level that nothing defines, and whether the program can define them
 * while it runs. Names are looked up while the program is expanded, under the lock of whoever
 * expands.
 */
final class OpenNames {

  /** What gives a program its own top level to work on, under the names that libraries use. */
  private static final Set<String> REFLECTION =
      Set.of(
          "load",
          "load-beside",
          "primitive-load",
          "eval",
          "guile:eval",
          "primitive-eval",
          "eval-string",
          "interaction-environment",
          "current-module",
          "resolve-module",
          "module-define!",
          "module-set!",
          "variable-set!",
          "set-current-module");

  final Rib rib;
  private final List<SyntaxException> unbound = new ArrayList<>();
  private boolean reflects;

  OpenNames(Rib rib) {
    this.rib = rib;
  }

  /** Takes note of a name that is used and not defined. */
  void add(SyntaxException problem) {
    unbound.add(problem);
  }

  /** Takes note of a variable that is used. */
  void used(String name) {
    reflects = reflects || REFLECTION.contains(name);
  }

  /** Whether anything can be defined or assigned while the program runs. */
  boolean reflects() {
    return reflects;
  }

  List<SyntaxException> unbound() {
    return unbound;
  }
}
