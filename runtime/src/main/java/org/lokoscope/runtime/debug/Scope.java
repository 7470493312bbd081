// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Local;

/**
 * The variables of an activation that are visible somewhere, innermost first.
 *
 * @param outer those around it, or null
 */
record Scope(Local variable, int slot, @Nullable Scope outer) {}
