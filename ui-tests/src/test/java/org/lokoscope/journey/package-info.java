// SPDX-License-Identifier: Apache-2.0
/** One robot test for each journey of a user through the window, on a real recording. */
@NullMarked
package org.lokoscope.journey;

import org.jspecify.annotations.NullMarked;
