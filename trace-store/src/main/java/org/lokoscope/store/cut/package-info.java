// SPDX-License-Identifier: Apache-2.0
/**
 * Makes a trace of a part of another one: a time, and perhaps only some fibers. The command line
 * and the window call it.
 */
@NullMarked
package org.lokoscope.store.cut;

import org.jspecify.annotations.NullMarked;
