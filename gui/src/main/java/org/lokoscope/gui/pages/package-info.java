// SPDX-License-Identifier: Apache-2.0
/**
 * What goes along with the command on a system: manual pages, completions for shells, icons. All of
 * it is made from the model of the command line, so that it cannot say anything else. Called by
 * {@code gui.cli} alone.
 */
@NullMarked
package org.lokoscope.gui.pages;

import org.jspecify.annotations.NullMarked;
