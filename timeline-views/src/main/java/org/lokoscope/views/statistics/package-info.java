// SPDX-License-Identifier: Apache-2.0
/** Sums over fibers, places, channels and waits, for tables and charts; knows no JavaFX. */
@NullMarked
package org.lokoscope.views.statistics;

import org.jspecify.annotations.NullMarked;
