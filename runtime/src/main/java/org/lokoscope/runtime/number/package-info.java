// SPDX-License-Identifier: Apache-2.0
/**
 * The numeric tower: {@link Long} and {@link java.math.BigInteger} (never one that fits a long),
 * {@link org.lokoscope.runtime.number.Ratio}, {@link Double}, {@link
 * org.lokoscope.runtime.number.Complex}. {@link org.lokoscope.runtime.number.Numbers} is the door:
 * small methods for fixnums and flonums, which a compiler can inline, before the general case.
 */
@NullMarked
package org.lokoscope.runtime.number;

import org.jspecify.annotations.NullMarked;
