// SPDX-License-Identifier: Apache-2.0
/**
 * The first tier: trees of small nodes that the compiler makes from core syntax. A node that can
 * unwind stands beside the frame that it pushes. Nodes never change but for a debugger, which puts
 * a {@link org.lokoscope.runtime.node.StopPoint} before some of them. Primitives done in place are
 * not written here: the build makes their nodes from the table in {@code src/main/intrinsics}.
 */
@NullMarked
package org.lokoscope.runtime.node;

import org.jspecify.annotations.NullMarked;
