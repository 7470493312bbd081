// SPDX-License-Identifier: Apache-2.0
/**
 * Walks over the raw events of all streams, from any time or place on, past chunks that nobody asks
 * for. Knows the chunks only, not the index.
 */
@NullMarked
package org.lokoscope.store.walk;

import org.jspecify.annotations.NullMarked;
