// SPDX-License-Identifier: Apache-2.0
/**
 * The machine: procedures, frames, winders and the loop that runs them. {@link
 * org.lokoscope.runtime.vm.Machine} states the protocol that all of it follows.
 */
@NullMarked
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.NullMarked;
