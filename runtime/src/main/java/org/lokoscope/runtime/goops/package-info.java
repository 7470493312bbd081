// SPDX-License-Identifier: Apache-2.0
/**
 * What Guile's object system, {@code (oop goops)}, needs in Java: objects whose class can change,
 * generic functions with a cache of what they have dispatched to, the classes of built-in values,
 * and primitives that ask a generic function about operands which they do not know. Classes and
 * methods are data of a process; the protocols stand in the resources {@code scheme/guile/goops*}.
 */
@NullMarked
package org.lokoscope.runtime.goops;

import org.jspecify.annotations.NullMarked;
