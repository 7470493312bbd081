// SPDX-License-Identifier: Apache-2.0
/** Conditions, how Java code raises them and how they are reported. */
@NullMarked
package org.lokoscope.runtime.condition;

import org.jspecify.annotations.NullMarked;
