// SPDX-License-Identifier: Apache-2.0
/** Schedules for a run that is to be tried in many orders, and what was decided in each. */
@NullMarked
package org.lokoscope.runtime.explore;

import org.jspecify.annotations.NullMarked;
