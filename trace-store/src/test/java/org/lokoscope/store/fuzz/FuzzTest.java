// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lokoscope.store.index.IndexFuzz;

/**
 * The reduced form of what Jazzer does: inputs that once went wrong, and some random changes of
 * seeds, always the same. {@code -Dlokoscope.fuzz.inputs=N} tries more.
 */
@Timeout(600)
final class FuzzTest {

  private static final int INPUTS = Integer.getInteger("lokoscope.fuzz.inputs", 60);

  private interface Target {
    void take(byte[] data) throws IOException;
  }

  private static void search(String name, Target target, List<byte[]> seeds, int inputs)
      throws Exception {
    List<byte[]> all = new ArrayList<>(seeds);
    all.addAll(known(name));
    for (int i = 0; i < all.size(); i++) {
      tried(target, all.get(i), name + ", kept input " + i);
    }
    for (int i = 0; i < inputs; i++) {
      Random random = new Random(i);
      byte[] changed = change(all.get(random.nextInt(all.size())), random);
      tried(target, changed, name + ", change " + i);
    }
  }

  private static void tried(Target target, byte[] input, String which) {
    try {
      target.take(input);
    } catch (Exception | Error e) {
      throw new AssertionError(which, e);
    }
  }

  private static List<byte[]> known(String name) throws Exception {
    List<byte[]> inputs = new ArrayList<>();
    var folder = FuzzTest.class.getResource("/fuzz/" + name);
    assertThat(folder).isNotNull();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(file));
      }
    }
    return inputs;
  }

  private static byte[] change(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int i = random.nextInt(6); i >= 0 && bytes.length > 8; i--) {
      int at = random.nextInt(bytes.length);
      int length = 1 + random.nextInt(Math.min(16, bytes.length - at));
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : -1));
        case 3 ->
            System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
        case 4 -> bytes = Arrays.copyOf(bytes, at + 1);
        default -> bytes = without(bytes, at, length);
      }
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int at, int length) {
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
    System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
    return shorter;
  }

  @Test
  void shouldDecodeOrRefuseAnyChunk() throws Exception {
    search("ChunkFuzz", ChunkFuzz::fuzzerTestOneInput, Seeds.ofChunks(), 100 * INPUTS);
  }

  @Test
  void shouldReadOrRefuseAnyQueue() throws Exception {
    search("QueueFuzz", QueueFuzz::fuzzerTestOneInput, Seeds.ofQueues(), INPUTS);
  }

  @Test
  void shouldAnswerFromAnyIndexOrCallItDamaged() throws Exception {
    search("IndexFuzz", IndexFuzz::fuzzerTestOneInput, Seeds.ofIndexes(), 30 * INPUTS);
  }
}
