// SPDX-License-Identifier: Apache-2.0
/**
 * The abstract syntax between expander and compiler: the one makes it, the other takes it. Nothing
 * here calls either.
 */
@NullMarked
package org.lokoscope.runtime.core;

import org.jspecify.annotations.NullMarked;
