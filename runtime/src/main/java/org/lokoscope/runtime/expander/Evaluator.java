// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import org.lokoscope.runtime.core.Core;

/**
 * Runs macro transformers, on a machine of the expander's own with its own values of all global
 * variables. What a transformer raises comes out as a {@code SchemeError}.
 */
public interface Evaluator {

  Object evaluate(Core expression);

  Object call(Object procedure, Object... arguments);
}
