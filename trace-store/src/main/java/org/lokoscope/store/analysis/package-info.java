// SPDX-License-Identifier: Apache-2.0
/** Looks for leaks in a recorded run. Works on the store alone: no screen, no running program. */
@NullMarked
package org.lokoscope.store.analysis;

import org.jspecify.annotations.NullMarked;
