// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;

/** What the forms of Guile's module system do to the module in which they stand. */
public interface ModuleScope {

  /** Whether it belongs to an installed Guile: what it uses and nobody defines may be missing. */
  boolean isInstalled();

  /**
   * {@code (define-module name option ...)}.
   *
   * @param parts what follows the keyword, a list
   */
  void defineModule(Object parts, SourceSpan place);

  /**
   * {@code (use-modules specification ...)}.
   *
   * @param specifications a list
   */
  void useModules(Object specifications, SourceSpan place);

  /**
   * {@code (import set ...)}, as in other Schemes.
   *
   * @param sets a list
   */
  void importSets(Object sets, SourceSpan place);

  void export(Symbol inside, Symbol outside, SourceSpan place);

  /**
   * Names that are exported only if they are defined.
   *
   * @param specifications a list as {@code export} takes it
   */
  void mayBeMissing(Object specifications);

  /**
   * What a name means in another module, or null.
   *
   * @param hidden whether names count that the module does not export
   */
  @Nullable Binding find(Object module, Symbol name, boolean hidden, SourceSpan place);
}
