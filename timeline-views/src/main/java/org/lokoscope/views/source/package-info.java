// SPDX-License-Identifier: Apache-2.0
/**
 * Source texts as they are shown: what is a comment, a string or a form, and what is to be marked
 * in them. Knows no JavaFX.
 */
@NullMarked
package org.lokoscope.views.source;

import org.jspecify.annotations.NullMarked;
