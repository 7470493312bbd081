// SPDX-License-Identifier: Apache-2.0
/**
 * Scheme programs that measure the runtime, each with the figure of another implementation to stand
 * beside. For the {@code bench} command.
 */
@NullMarked
package org.lokoscope.samples.bench;

import org.jspecify.annotations.NullMarked;
