// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EqualityTest {

  private static Pair circle(Object... items) {
    Pair list = (Pair) Lists.of(items);
    Pair last = list;
    while (last.cdr instanceof Pair next) {
      last = next;
    }
    last.cdr = list;
    return list;
  }

  @Test
  void shouldEndOnCyclesAndCompareWhatTheyUnfoldTo() {
    assertThat(Equality.equal(circle(1L, 2L), circle(1L, 2L, 1L, 2L))).isTrue();
    assertThat(Equality.equal(circle(1L, 2L), circle(1L, 2L, 1L, 3L))).isFalse();
    assertThat(Equality.equal(circle(1L), Lists.of(1L, 1L, 1L))).isFalse();
  }

  @Test
  void shouldCompareCyclesThroughVectors() {
    Object[] a = {1L, null};
    Object[] b = {1L, null};
    a[1] = b;
    b[1] = a;
    Object[] c = {1L, null};
    c[1] = c;
    assertThat(Equality.equal(a, c)).isTrue();
    Object[] d = {2L, c};
    assertThat(Equality.equal(a, d)).isFalse();
  }

  @Test
  void shouldCompareDeepAndLongDataWithoutOverflow() {
    Object a = Nil.NIL;
    Object b = Nil.NIL;
    for (int i = 0; i < 1_000_000; i++) {
      a = new Pair(a, Nil.NIL);
      b = new Pair(b, Nil.NIL);
    }
    assertThat(Equality.equal(a, b)).isTrue();
    assertThat(Equality.equal(a, new Pair(b, Nil.NIL))).isFalse();
  }

  @Test
  void shouldEndOnSharedDataOfExponentialSize() {
    Object a = Nil.NIL;
    Object b = Nil.NIL;
    for (int i = 0; i < 100; i++) {
      a = new Pair(a, a);
      b = new Pair(b, b);
    }
    assertThat(Equality.equal(a, b)).isTrue();
  }

  @Test
  void shouldTellNumbersApartByExactnessAndSign() {
    assertThat(Equality.eqv(1L, 1.0)).isFalse();
    assertThat(Equality.eqv(0.0, -0.0)).isFalse();
    assertThat(Equality.eqv(Double.NaN, Double.NaN)).isTrue();
    assertThat(Equality.eqv(1_000_000L, 1_000_000L)).isTrue();
    assertThat(Equality.eq(SchemeChar.of(0x3bb), SchemeChar.of(0x3bb))).isTrue();
    assertThat(Equality.equal(SchemeString.of("a"), SchemeString.of("a"))).isTrue();
    assertThat(Equality.eqv(SchemeString.of("a"), SchemeString.of("a"))).isFalse();
    assertThat(Equality.equal(new byte[] {1}, new byte[] {1})).isTrue();
  }

  @Test
  void shouldHashEqualDataEqually() {
    Random random = new Random(9);
    for (int i = 0; i < 2000; i++) {
      long seed = random.nextLong();
      Object a = tree(new Random(seed), 5);
      Object b = tree(new Random(seed), 5);
      assertThat(Equality.equal(a, b)).isTrue();
      assertThat(Equality.equalHash(a)).isEqualTo(Equality.equalHash(b));
    }
    assertThat(Equality.equalHash(circle(1L, 2L))).isEqualTo(Equality.equalHash(circle(1L, 2L)));
  }

  private static Object tree(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0 -> random.nextLong(10);
      case 1 -> SchemeString.of(random.nextBoolean() ? "x" : "λ");
      case 2 -> Symbol.of("s" + random.nextInt(5));
      case 3 -> new Pair(tree(random, depth - 1), tree(random, depth - 1));
      default -> new Object[] {tree(random, depth - 1), tree(random, depth - 1)};
    };
  }

  @Test
  void shouldHashWideAndNarrowStringsOfOneContentEqually() {
    SchemeString wide = SchemeString.of("aλ");
    wide.setCodePointAt(1, 'b');
    assertThat(wide.contentEquals(SchemeString.of("ab"))).isTrue();
    assertThat(wide.contentHash()).isEqualTo(SchemeString.of("ab").contentHash());
  }
}
