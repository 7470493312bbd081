// SPDX-License-Identifier: Apache-2.0
/**
 * The timeline as a JavaFX control. The only package of this module that knows the toolkit; {@link
 * org.lokoscope.views.fx.QueryExecutor} is the only class that crosses to its thread.
 */
@NullMarked
package org.lokoscope.views.fx;

import org.jspecify.annotations.NullMarked;
