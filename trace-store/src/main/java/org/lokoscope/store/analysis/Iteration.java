// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

/**
 * What one turn of a leaking loop leaves behind.
 *
 * @param words heap words, of frames and of winders
 * @param winders entries of the dynamic state
 */
record Iteration(double words, double winders) {}
