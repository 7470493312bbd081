// SPDX-License-Identifier: Apache-2.0
/** Traces in formats that other programs read. Asks a trace only what any view may ask, too. */
@NullMarked
package org.lokoscope.store.export;

import org.jspecify.annotations.NullMarked;
