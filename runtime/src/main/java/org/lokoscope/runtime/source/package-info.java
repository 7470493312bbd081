// SPDX-License-Identifier: Apache-2.0
/**
 * Places in source texts and data that remember where they were read. Every package may use it, and
 * it uses none.
 */
@NullMarked
package org.lokoscope.runtime.source;

import org.jspecify.annotations.NullMarked;
