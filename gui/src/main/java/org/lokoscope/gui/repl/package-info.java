// SPDX-License-Identifier: Apache-2.0
/**
 * The prompt: reading of forms from a terminal or a pipe, commands that begin with a comma,
 * printing of results. Evaluation is the runtime's {@link org.lokoscope.runtime.process.Session}.
 */
@NullMarked
package org.lokoscope.gui.repl;

import org.jspecify.annotations.NullMarked;
