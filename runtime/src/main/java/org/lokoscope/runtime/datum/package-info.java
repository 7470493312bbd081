// SPDX-License-Identifier: Apache-2.0
/**
 * The data of Scheme programs.
 *
 * <p>Some types are Java's own: fixnums are {@link Long}, larger integers {@link
 * java.math.BigInteger} (never within the range of a long), flonums {@link Double}, booleans {@link
 * Boolean} (only the two canonical objects), vectors {@code Object[]}, bytevectors {@code byte[]}.
 * The rest is here. Nothing here calls a machine.
 */
@NullMarked
package org.lokoscope.runtime.datum;

import org.jspecify.annotations.NullMarked;
