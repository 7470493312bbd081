package org.lokoscope.runtime.datum;

/**
 * How records of a type are constructed.
 *
 * @param parent how the parent's part is, or null for the default
 * @param protocol a procedure, or null for the default
 */
public record RecordConstructorDescriptor(
    RecordType type, RecordConstructorDescriptor parent, Object protocol) implements Described {

  @Override
  public String describe() {
    return "record-constructor-descriptor " + type.name();
  }
}
