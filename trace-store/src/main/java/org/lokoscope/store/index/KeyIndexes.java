// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the rows of the keys lie that were asked for last. For any thread. */
final class KeyIndexes {

  private static final int KEPT = 512;

  private final Map<Integer, KeyIndex> found =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, KeyIndex> eldest) {
          return size() > KEPT;
        }
      };

  synchronized @Nullable KeyIndex get(int key) {
    return found.get(key);
  }

  /** Keeps what is known of a key, unless more of it is kept already. */
  synchronized void put(int key, KeyIndex index) {
    KeyIndex kept = found.get(key);
    if (kept == null || kept.last() <= index.last()) {
      found.put(key, index);
    }
  }
}
