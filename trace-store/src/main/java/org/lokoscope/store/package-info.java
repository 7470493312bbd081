// SPDX-License-Identifier: Apache-2.0
/**
 * Recorded runs: what a view, a report or an export may ask of one. No type of the storage engine
 * appears here. Nothing in this module knows of a screen.
 */
@NullMarked
package org.lokoscope.store;

import org.jspecify.annotations.NullMarked;
