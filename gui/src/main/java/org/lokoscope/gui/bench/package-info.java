// SPDX-License-Identifier: Apache-2.0
/**
 * Times the language, its start and its sockets beside Guile and Chez Scheme, where these are
 * there, in the same run. Called by the command line.
 */
@NullMarked
package org.lokoscope.gui.bench;

import org.jspecify.annotations.NullMarked;
