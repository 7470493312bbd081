// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

/**
 * Says that a custom port has nothing left and its Scheme procedure must be asked. The operation is
 * undone and done again after that. Has no stack trace: it is control flow.
 */
final class NeedsInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NeedsInput() {
    super(null, null, false, false);
  }
}
