// SPDX-License-Identifier: Apache-2.0
/** Networks that CPUs wait for, for the tests of the kernel under stress. */
@NullMarked
package org.lokoscope.runtime.net;

import org.jspecify.annotations.NullMarked;
