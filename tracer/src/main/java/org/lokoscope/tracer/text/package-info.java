// SPDX-License-Identifier: Apache-2.0
/** How counts and reasons are written in messages; any module may use it. */
@NullMarked
package org.lokoscope.tracer.text;

import org.jspecify.annotations.NullMarked;
