// SPDX-License-Identifier: Apache-2.0
/**
 * Traces on disk: {@link org.lokoscope.store.file.TraceRecorder} writes one, {@link
 * org.lokoscope.store.file.Traces} opens one.
 */
@NullMarked
package org.lokoscope.store.file;

import org.jspecify.annotations.NullMarked;
