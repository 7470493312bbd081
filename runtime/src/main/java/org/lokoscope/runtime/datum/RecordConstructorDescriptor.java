// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import org.jspecify.annotations.Nullable;

/**
 * How records of a type are constructed.
 *
 * @param parent how the parent's part is, or null for the default
 * @param protocol a procedure, or null for the default
 */
public record RecordConstructorDescriptor(
    RecordType type, @Nullable RecordConstructorDescriptor parent, @Nullable Object protocol)
    implements Described {

  @Override
  public String describe() {
    return "record-constructor-descriptor " + type.name();
  }
}
