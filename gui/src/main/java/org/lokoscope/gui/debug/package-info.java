// SPDX-License-Identifier: Apache-2.0
/**
 * The debugger at a prompt, with the words of gdb. What stops and looks is the runtime's {@link
 * org.lokoscope.runtime.debug.Debugger}.
 */
@NullMarked
package org.lokoscope.gui.debug;

import org.jspecify.annotations.NullMarked;
