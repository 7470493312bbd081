// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashtableTest {

  @Test
  void shouldBehaveLikeALinkedHashMap() {
    Random random = new Random(10);
    for (int round = 0; round < 50; round++) {
      Hashtable table = new Hashtable(Hashtable.Kind.EQUAL);
      Map<Long, Long> map = new LinkedHashMap<>();
      int range = random.nextInt(1, 500);
      for (int i = 0; i < 3000; i++) {
        long key = random.nextInt(range);
        if (random.nextInt(3) == 0) {
          table.remove(key);
          map.remove(key);
        } else {
          table.put(key, (long) i);
          map.put(key, (long) i);
        }
        assertThat(table.size()).isEqualTo(map.size());
        long probe = random.nextInt(range);
        assertThat(table.get(probe, -1L)).isEqualTo(map.getOrDefault(probe, -1L));
      }
      assertThat(table.keys()).containsExactly(map.keySet().toArray());
      assertThat(table.values()).containsExactly(map.values().toArray());
    }
  }

  @Test
  void shouldFindStringsByContentAndPairsByIdentity() {
    Hashtable strings = new Hashtable(Hashtable.Kind.STRING);
    strings.put(SchemeString.of("a"), 1L);
    assertThat(strings.get(SchemeString.of("a"), -1L)).isEqualTo(1L);
    Hashtable pairs = new Hashtable(Hashtable.Kind.EQ);
    Pair pair = new Pair(1L, 2L);
    pairs.put(pair, 1L);
    assertThat(pairs.get(pair, -1L)).isEqualTo(1L);
    assertThat(pairs.contains(new Pair(1L, 2L))).isFalse();
  }

  @Test
  void shouldKeepACopyApart() {
    Hashtable table = new Hashtable(Hashtable.Kind.EQV);
    table.put(1L, 1L);
    Hashtable copy = table.copy(true);
    copy.put(2L, 2L);
    table.remove(1L);
    assertThat(table.size()).isZero();
    assertThat(Arrays.asList(copy.keys())).containsExactly(1L, 2L);
  }
}
