// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

/** An instance of a record type. The array holds inherited fields first. */
public final class Record {

  public final RecordType type;
  public final Object[] fields;

  /** The array is not copied. */
  public Record(RecordType type, Object[] fields) {
    this.type = type;
    this.fields = fields;
  }

  /** Whether the object is a record of this type or of one that descends from it. */
  public static boolean is(Object object, RecordType type) {
    return object instanceof Record record
        && (record.type == type || record.type.isSubtypeOf(type));
  }
}
