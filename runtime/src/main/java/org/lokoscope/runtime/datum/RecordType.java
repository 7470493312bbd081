// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A record-type descriptor. A record holds the fields of its type's ancestors first, those of the
 * root before all others, so an accessor made for a parent works on every descendant.
 */
public final class RecordType {

  private final Symbol name;
  private final @Nullable RecordType parent;
  private final @Nullable Symbol uid;
  private final boolean sealed;
  private final boolean opaque;
  private final Symbol[] fieldNames;
  private final boolean[] mutable;
  private final int firstField;
  private boolean comparesFields;

  /** All ancestors from the root to this type, so that a subtype test costs one comparison. */
  private final RecordType[] lineage;

  /**
   * @param parent or null
   * @param uid or null for a generative type
   * @param opaque an opaque parent makes a type opaque, whatever is said here
   * @param mutable for each of the field names
   */
  public RecordType(
      Symbol name,
      @Nullable RecordType parent,
      @Nullable Symbol uid,
      boolean sealed,
      boolean opaque,
      Symbol[] fieldNames,
      boolean[] mutable) {
    this.name = name;
    this.parent = parent;
    this.uid = uid;
    this.sealed = sealed;
    this.opaque = opaque || (parent != null && parent.opaque);
    this.fieldNames = fieldNames.clone();
    this.mutable = mutable.clone();
    this.firstField = parent == null ? 0 : parent.size();
    int depth = parent == null ? 0 : parent.lineage.length;
    this.lineage = parent == null ? new RecordType[1] : Arrays.copyOf(parent.lineage, depth + 1);
    this.lineage[depth] = this;
  }

  public Symbol name() {
    return name;
  }

  public @Nullable RecordType parent() {
    return parent;
  }

  /** Null for a generative type. */
  public @Nullable Symbol uid() {
    return uid;
  }

  public boolean isSealed() {
    return sealed;
  }

  public boolean isOpaque() {
    return opaque;
  }

  /** How many fields this type adds to its parent's. */
  public int ownFields() {
    return fieldNames.length;
  }

  /** The name of one of the fields that this type adds. */
  public Symbol fieldName(int index) {
    return fieldNames[index];
  }

  public boolean isMutable(int index) {
    return mutable[index];
  }

  /** Where this type's own fields begin in a record. */
  public int firstField() {
    return firstField;
  }

  /** The fields of a record of this type, inherited ones included. */
  public int size() {
    return firstField + fieldNames.length;
  }

  public boolean isSubtypeOf(RecordType ancestor) {
    int at = ancestor.lineage.length - 1;
    return at < lineage.length && lineage[at] == ancestor;
  }

  /** Makes records of this type equal ({@code equal?}) when their fields are, as in Guile. */
  public void compareFields() {
    comparesFields = true;
  }

  public boolean comparesFields() {
    return comparesFields;
  }

  /** Whether a second definition with the same uid means the same type. */
  public boolean sameShape(RecordType that) {
    return parent == that.parent
        && sealed == that.sealed
        && opaque == that.opaque
        && Arrays.equals(fieldNames, that.fieldNames)
        && Arrays.equals(mutable, that.mutable);
  }

  @Override
  public String toString() {
    return "#<record-type " + name + ">";
  }
}
