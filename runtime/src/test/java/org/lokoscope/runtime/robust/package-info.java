// SPDX-License-Identifier: Apache-2.0
/** Texts that are no programs, or hostile ones: what becomes of them must be one clear line. */
@NullMarked
package org.lokoscope.runtime.robust;

import org.jspecify.annotations.NullMarked;
