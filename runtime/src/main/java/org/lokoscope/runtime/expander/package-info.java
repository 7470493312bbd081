// SPDX-License-Identifier: Apache-2.0
/**
 * From annotated data to core forms: hygienic expansion of R6RS and R7RS syntax.
 *
 * <p>A syntax object is a datum with a wrap of marks and ribs. Every macro use marks what the macro
 * introduces; every binding form puts a rib around its scope; an identifier means what the first
 * rib says that knows its name and marks. The standard macros are written in Java and produce core
 * forms at once, so that neither time nor source places are lost on the way.
 *
 * <p>Knows nothing of libraries or files: {@link org.lokoscope.runtime.expander.Host} stands for
 * them.
 */
@NullMarked
package org.lokoscope.runtime.expander;

import org.jspecify.annotations.NullMarked;
