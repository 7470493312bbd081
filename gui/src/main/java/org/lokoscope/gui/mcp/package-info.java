// SPDX-License-Identifier: Apache-2.0
/** Answers the questions of an assistant, by the Model Context Protocol. */
@NullMarked
package org.lokoscope.gui.mcp;

import org.jspecify.annotations.NullMarked;
