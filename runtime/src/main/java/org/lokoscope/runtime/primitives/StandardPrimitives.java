// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

/** All procedures of the standard libraries that are written in Java. */
public final class StandardPrimitives {

  private StandardPrimitives() {}

  public static void registerAll(PrimitiveTable t) {
    BasicPrimitives.register(t);
    NumberPrimitives.register(t);
    FixnumPrimitives.register(t);
    FlonumPrimitives.register(t);
    BitwisePrimitives.register(t);
    ListPrimitives.register(t);
    CharPrimitives.register(t);
    CharSetPrimitives.register(t);
    StringPrimitives.register(t);
    VectorPrimitives.register(t);
    BytevectorPrimitives.register(t);
    TextCodingPrimitives.register(t);
    HashtablePrimitives.register(t);
    RecordPrimitives.register(t);
    RecordWriters.register(t);
    ConditionPrimitives.register(t);
    EnumerationPrimitives.register(t);
    PortPrimitives.register(t);
    BinaryPortPrimitives.register(t);
    TextPortPrimitives.register(t);
    PortDetails.register(t);
    FilePrimitives.register(t);
    PosixPrimitives.register(t);
    SystemPrimitives.register(t);
    TracePrimitives.register(t);
  }
}
