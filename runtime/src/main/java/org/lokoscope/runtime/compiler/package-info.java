// SPDX-License-Identifier: Apache-2.0
/**
 * From core syntax to nodes: recursive bindings are sorted out, loops found, operands that may
 * unwind named, variables given their slots, and for each frame the slots that are still live.
 */
@NullMarked
package org.lokoscope.runtime.compiler;

import org.jspecify.annotations.NullMarked;
