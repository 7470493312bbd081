// SPDX-License-Identifier: Apache-2.0
/** The kernel's wake-ups and looks at processes, on real threads that try to break them. */
@NullMarked
package org.lokoscope.runtime.process;

import org.jspecify.annotations.NullMarked;
