// SPDX-License-Identifier: Apache-2.0
/**
 * The outside of a run, injectable: whatever a run asks of the system goes through {@link
 * org.lokoscope.runtime.world.World}, so that a test can put another one there.
 */
@NullMarked
package org.lokoscope.runtime.world;

import org.jspecify.annotations.NullMarked;
