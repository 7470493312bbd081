// SPDX-License-Identifier: Apache-2.0
/** Runs what the documents show, and follows where they lead. */
@NullMarked
package org.lokoscope.documents;

import org.jspecify.annotations.NullMarked;
