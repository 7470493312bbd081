// SPDX-License-Identifier: Apache-2.0
/**
 * Two traces beside each other: {@code Aligned} pairs what was spawned at the same place, {@code
 * Differences} says in words what differs, {@code CompareQuery} asks both traces for what a picture
 * needs, {@code ComparePainter} draws it on one axis. Uses {@code paint}; nothing there uses it.
 */
@NullMarked
package org.lokoscope.views.compare;

import org.jspecify.annotations.NullMarked;
