// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.printer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Equality;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.reader.SourceReader;

class PrinterTest {

  private static Symbol symbol(String name) {
    return Symbol.of(name);
  }

  @Test
  void shouldWriteAtomsAsR6rsSays() {
    assertThat(Printer.write(SchemeString.of("a\"\\\n\tλ\u0007\u0001")))
        .isEqualTo("\"a\\\"\\\\\\n\\tλ\\a\\x1;\"");
    assertThat(Printer.write(SchemeChar.of(' '))).isEqualTo("#\\space");
    assertThat(Printer.write(SchemeChar.of(0))).isEqualTo("#\\nul");
    assertThat(Printer.write(SchemeChar.of(0x3bb))).isEqualTo("#\\λ");
    assertThat(Printer.write(SchemeChar.of(1))).isEqualTo("#\\x1");
    assertThat(Printer.write(symbol("hello world"))).isEqualTo("hello\\x20;world");
    assertThat(Printer.write(symbol("1"))).isEqualTo("\\x31;");
    assertThat(Printer.write(symbol("+"))).isEqualTo("+");
    assertThat(Printer.write(symbol("..."))).isEqualTo("...");
    assertThat(Printer.write(new byte[] {1, -1})).isEqualTo("#vu8(1 255)");
    assertThat(Printer.write(Special.EOF)).isEqualTo("#<eof>");
    assertThat(Printer.display(SchemeString.of("a\"b"))).isEqualTo("a\"b");
    assertThat(Printer.display(Lists.of(SchemeChar.of('x'), SchemeString.of("y"))))
        .isEqualTo("(x y)");
  }

  @Test
  void shouldAbbreviateQuotations() {
    assertThat(Printer.write(Lists.of(symbol("quote"), symbol("a")))).isEqualTo("'a");
    assertThat(Printer.write(Lists.of(symbol("quote"), 1L, 2L))).isEqualTo("(quote 1 2)");
  }

  @Test
  void shouldLabelCycles() {
    Pair list = (Pair) Lists.of(1L, 2L);
    ((Pair) list.cdr).cdr = list;
    assertThat(Printer.write(list)).isEqualTo("#0=(1 2 . #0#)");
    Object[] vector = {1L, null};
    vector[1] = vector;
    assertThat(Printer.write(vector)).isEqualTo("#0=#(1 #0#)");
    Pair inner = new Pair(1L, Nil.NIL);
    inner.cdr = inner;
    assertThat(Printer.write(Lists.of(0L, inner))).isEqualTo("(0 #0=(1 . #0#))");
  }

  @Test
  void shouldWriteTheFirstCharactersOfAnything() {
    Object datum =
        Lists.of(
            symbol("a b"),
            Lists.of(symbol("quote"), symbol("x")),
            new Object[] {1L, 2.5, SchemeString.of("t\n\"u\u001b[31m"), new byte[] {1, 2}},
            new Pair(SchemeChar.of(0), 3L));
    String whole = Printer.write(datum);
    for (int n = 0; n < whole.length(); n++) {
      assertThat(Printer.prefix(datum, n)).isEqualTo(whole.substring(0, n) + "…");
    }
    assertThat(Printer.prefix(datum, whole.length())).isEqualTo(whole);
    assertThat(Printer.prefix(7L, 1)).isEqualTo("7");
    assertThat(whole.chars()).as("nothing that a terminal obeys").noneMatch(c -> c < ' ');
    SchemeString wide = SchemeString.of("\ud83d\ude00\ud83d\ude00");
    assertThat(Printer.prefix(wide, 2)).as("no half of a character").isEqualTo("\"…");
  }

  /** None of these could be printed whole in any reasonable time or memory. */
  @Test
  void shouldLookAtNoMoreThanIsWritten() {
    Pair ring = (Pair) Lists.of(1L, 2L);
    ((Pair) ring.cdr).cdr = ring;
    assertThat(Printer.prefix(ring, 10)).isEqualTo("(1 2 1 2 1…");
    Object[] nested = {null};
    nested[0] = nested;
    assertThat(Printer.prefix(nested, 5)).isEqualTo("#(#(#…");
    Object doubled = 0L;
    for (int i = 0; i < 200; i++) {
      doubled = new Object[] {doubled, doubled};
    }
    assertThat(Printer.prefix(doubled, 1_000)).hasSize(1_001);
    assertThat(Printer.prefix(SchemeString.filled(50_000_000, 'x'), 3)).isEqualTo("\"xx…");
    assertThat(Printer.prefix(new byte[50_000_000], 7)).isEqualTo("#vu8(0 …");
    assertThat(Printer.prefix(symbol("s".repeat(1_000_000)), 2)).isEqualTo("ss…");
    assertThat(Printer.prefix(BigInteger.ONE.shiftLeft(30_000_000), 100))
        .isEqualTo("#<integer of 30000001 bits>");
  }

  @Test
  void shouldLabelSharingOnlyWhenAsked() {
    Object part = Lists.of(1L);
    Object whole = Lists.of(part, part);
    assertThat(Printer.write(whole)).isEqualTo("((1) (1))");
    assertThat(Printer.writeShared(whole, Notation.R6RS)).isEqualTo("(#0=(1) #0#)");
  }

  @Test
  void shouldPrintAMillionNestedLists() {
    Object deep = Nil.NIL;
    for (int i = 0; i < 1_000_000; i++) {
      deep = new Pair(deep, Nil.NIL);
    }
    assertThat(Printer.write(deep)).hasSize(2_000_002);
  }

  @Test
  void shouldPrintRecordsAndConditions() {
    RecordType point =
        new RecordType(
            symbol("point"),
            null,
            null,
            false,
            false,
            new Symbol[] {symbol("x"), symbol("y")},
            new boolean[2]);
    assertThat(Printer.write(new Record(point, new Object[] {1L, 2L})))
        .isEqualTo("#<record point x: 1 y: 2>");
    Object condition = Raise.type("car", "a pair", 5L).payload();
    assertThat(Printer.write(condition))
        .isEqualTo("#<condition &assertion who: car message: \"expected a pair\" irritants: (5)>");
  }

  @Test
  void shouldReadBackWhatItWrites() {
    Random random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      Object datum = datum(random, 5);
      SourceReader reader = new SourceReader(Printer.write(datum), "t", NumberReader::parse);
      Object read = Objects.requireNonNull(reader.read()).datum();
      assertThat(Equality.equal(read, datum)).as(Printer.write(datum)).isTrue();
    }
  }

  private static Object datum(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextGaussian();
      case 2 -> SchemeString.of(text(random));
      case 3 -> symbol(text(random));
      case 4 -> SchemeChar.of(character(random));
      case 5 -> random.nextBoolean();
      case 6 -> new Object[] {datum(random, depth - 1), datum(random, depth - 1)};
      default -> new Pair(datum(random, depth - 1), datum(random, depth - 1));
    };
  }

  private static String text(Random random) {
    StringBuilder out = new StringBuilder();
    int length = random.nextInt(6);
    for (int i = 0; i < length; i++) {
      out.appendCodePoint(character(random));
    }
    return out.toString();
  }

  private static int character(Random random) {
    while (true) {
      int c = random.nextInt(3) > 0 ? random.nextInt(128) : random.nextInt(0x11000);
      if (Character.isDefined(c) && !(c >= 0xd800 && c <= 0xdfff)) {
        return c;
      }
    }
  }

  @Test
  void shouldReportAnUncaughtConditionInOneLine() {
    SchemeError error = Raise.type("car", "a pair", 5L);
    assertThat(ConditionReport.lines(error.payload()))
        .containsExactly("error in car: expected a pair: 5");
    assertThat(ConditionReport.summary(42L)).isEqualTo("uncaught object: 42");
    Object named =
        Conditions.combine(
            Conditions.simple(ConditionTypes.IO_FILENAME, SchemeString.of("x.txt")),
            Conditions.simple(ConditionTypes.MESSAGE, SchemeString.of("no")));
    assertThat(ConditionReport.lines(named))
        .containsExactly("error: no", "  &i/o-filename filename: \"x.txt\"");
  }

  @Test
  void shouldCutOffHugeIrritants() {
    Object[] huge = new Object[100_000];
    java.util.Arrays.fill(huge, 7L);
    assertThat(ConditionReport.summary(Raise.type("f", "x", huge).payload())).hasSizeLessThan(500);
  }

  @Test
  void shouldWriteWhatEachReportCanRead() {
    byte[] bytes = {1, 2};
    assertThat(Printer.write(bytes, Notation.R6RS)).isEqualTo("#vu8(1 2)");
    assertThat(Printer.write(bytes, Notation.R7RS)).isEqualTo("#u8(1 2)");
    Symbol spaced = Symbol.of("a |b\\");
    assertThat(Printer.write(spaced, Notation.R6RS)).isEqualTo("a\\x20;\\x7C;b\\x5C;");
    assertThat(Printer.write(spaced, Notation.R7RS)).isEqualTo("|a \\|b\\\\|");
    SchemeChar page = SchemeChar.of('\f');
    assertThat(Printer.write(page, Notation.R6RS)).isEqualTo("#\\page");
    assertThat(Printer.write(page, Notation.R7RS)).isEqualTo("#\\xC");
  }
}
