// SPDX-License-Identifier: Apache-2.0
/** Which way the arrows between modules and packages point, and what each may show of itself. */
@NullMarked
package org.lokoscope.architecture;

import org.jspecify.annotations.NullMarked;
