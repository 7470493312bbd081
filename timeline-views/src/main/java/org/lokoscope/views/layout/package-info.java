// SPDX-License-Identifier: Apache-2.0
/**
 * Which rows a timeline has and where they stand: CPUs, processes with their fibers, graph tracks.
 * Pixels downwards from 0; knows nothing of time or of a screen.
 */
@NullMarked
package org.lokoscope.views.layout;

import org.jspecify.annotations.NullMarked;
