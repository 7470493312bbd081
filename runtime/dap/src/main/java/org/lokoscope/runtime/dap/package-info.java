// SPDX-License-Identifier: Apache-2.0
/**
 * The Debug Adapter Protocol, for editors. It is found as a service ({@link
 * org.lokoscope.runtime.debug.DebugAdapter}); nothing else of the program knows it.
 */
@NullMarked
package org.lokoscope.runtime.dap;

import org.jspecify.annotations.NullMarked;
