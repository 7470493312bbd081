// SPDX-License-Identifier: Apache-2.0
/** Data as text: {@code write}, {@code display}, and reports of uncaught conditions. */
@NullMarked
package org.lokoscope.runtime.printer;

import org.jspecify.annotations.NullMarked;
