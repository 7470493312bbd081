// SPDX-License-Identifier: Apache-2.0
/**
 * What the user chose and what is going on: selection, time range, playhead, loading. Plain state
 * with listeners, used on one thread, without a toolkit. Views bind to it and call its commands.
 */
@NullMarked
package org.lokoscope.views.model;

import org.jspecify.annotations.NullMarked;
