// SPDX-License-Identifier: Apache-2.0
/**
 * Stacks of many fibers summed up: where the samples of a recording fell, and which frames hold the
 * words of suspended continuations. {@link org.lokoscope.store.stacks.StackTree} is what a flame
 * graph draws, {@link org.lokoscope.store.stacks.HotLine} what a table of hot lines lists.
 */
@NullMarked
package org.lokoscope.store.stacks;

import org.jspecify.annotations.NullMarked;
