// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random objects, many of them equal, beside a map of the library. */
final class ReachedTest {

  @Test
  void shouldKeepWhatEachObjectWasReachedFromFirst() {
    Random random = new Random(1);
    Reached reached = new Reached(0);
    Map<Object, Object> oracle = new IdentityHashMap<>();
    List<Object> objects = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      objects.add(new String("object " + i % 100));
    }
    for (int i = 0; i < 60_000; i++) {
      Object object = objects.get(random.nextInt(random.nextInt(objects.size()) + 1));
      Object parent = objects.get(random.nextInt(objects.size()));
      assertThat(reached.add(object, parent)).isEqualTo(!oracle.containsKey(object));
      oracle.putIfAbsent(object, parent);
    }
    assertThat(reached.size()).isEqualTo(oracle.size());
    objects.forEach(each -> assertThat(reached.parent(each)).isSameAs(oracle.get(each)));
  }
}
