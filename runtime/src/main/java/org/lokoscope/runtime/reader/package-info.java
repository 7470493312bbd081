// SPDX-License-Identifier: Apache-2.0
/**
 * From text to data. {@link org.lokoscope.runtime.reader.SourceReader} reads programs and remembers
 * where every datum stood; {@link org.lokoscope.runtime.reader.DatumReader} reads data from a port.
 * Whatever the text, the only thing thrown is a {@code SyntaxException}.
 */
@NullMarked
package org.lokoscope.runtime.reader;

import org.jspecify.annotations.NullMarked;
