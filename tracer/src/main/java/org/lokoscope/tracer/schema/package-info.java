// SPDX-License-Identifier: Apache-2.0
/**
 * The events of a trace as data, read once from the annotations of the probe interface. The codec,
 * the tables, the exports and the reference page all walk these lists.
 */
@NullMarked
package org.lokoscope.tracer.schema;

import org.jspecify.annotations.NullMarked;
