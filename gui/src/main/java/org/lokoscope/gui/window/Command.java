// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

/**
 * Something that a user can do with the open trace, by key or by name.
 *
 * @param id stays the same, for sets of keys
 * @param title what it does, as a list of commands says it
 * @param keys as {@link Keys} reads them, separated by spaces; empty for none
 */
record Command(String id, String title, String keys, Runnable action) {}
