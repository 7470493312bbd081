// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

/** What {@code make-variable-transformer} returns: a transformer that also gets {@code set!}. */
record VariableTransformer(Object procedure) {}
