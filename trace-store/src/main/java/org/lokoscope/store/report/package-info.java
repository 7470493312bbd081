// SPDX-License-Identifier: Apache-2.0
/** What the command line prints of a trace, for people (text, HTML) and for programs (JSON). */
@NullMarked
package org.lokoscope.store.report;

import org.jspecify.annotations.NullMarked;
