// SPDX-License-Identifier: Apache-2.0
/**
 * What Guile's modules need in Java: optional and keyword arguments, hash tables, throws, atomic
 * boxes, the system. Registered by the image; what is written in Scheme stands in the resources
 * {@code scheme/guile}.
 */
@NullMarked
package org.lokoscope.runtime.guile;

import org.jspecify.annotations.NullMarked;
