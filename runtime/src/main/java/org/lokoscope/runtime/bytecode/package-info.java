// SPDX-License-Identifier: Apache-2.0
/**
 * The second tier: turns the nodes of code that runs often into JVM bytecode. What it makes pushes
 * the same frames as the nodes, so that a continuation may hold frames of both tiers, and passes
 * the same safe points.
 */
@NullMarked
package org.lokoscope.runtime.bytecode;

import org.jspecify.annotations.NullMarked;
