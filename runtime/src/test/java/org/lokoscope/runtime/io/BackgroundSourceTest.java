// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that come from a thread, whenever the thread gets to it, against the bytes as they are. */
class BackgroundSourceTest {

  private static final int SIZE = 60_000;

  /** A file in memory that gives as much as it likes, and fails as often as it is told to. */
  private static final class Memory implements ByteSource {
    private final byte[] bytes = new byte[SIZE];
    private final Random random;
    private final int failing;
    private int at;

    Memory(Random random, int failing) {
      this.random = random;
      this.failing = failing;
      random.nextBytes(bytes);
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      if (random.nextInt(100) < failing) {
        switch (random.nextInt(3)) {
          case 0 -> throw new IOException("torn");
          case 1 -> throw new IllegalStateException("torn");
          default -> throw new StackOverflowError("torn");
        }
      }
      if (at >= SIZE) {
        return -1;
      }
      int given = Math.min(Math.min(count, SIZE - at), 1 + random.nextInt(20_000));
      System.arraycopy(bytes, at, into, from, given);
      at += given;
      return given;
    }

    @Override
    public long position() {
      return at;
    }

    @Override
    public boolean canSeek() {
      return true;
    }

    @Override
    public void seek(long position) {
      at = (int) position;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void shouldGiveEachByteOnceAndInOrderWhateverTheThreadDoes(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      int failing = random.nextInt(3) * 5;
      Memory memory = new Memory(random, failing);
      Schedule schedule = new Schedule(random, random.nextInt(101 - 5), random.nextInt(5));
      explore(random, memory, schedule);
    }
  }

  /** Reads, looks, waits and moves in any order; each byte must be the one of its position. */
  private static void explore(Random random, Memory memory, Schedule schedule) {
    BackgroundSource source = BackgroundSource.ofSpecialFile(memory, schedule);
    int position = 0;
    int[] told = new int[1];
    int waiters = 0;
    for (int step = 0; step < 300; step++) {
      switch (random.nextInt(8)) {
        case 0 -> {
          position = random.nextInt(SIZE + 1);
          seek(source, position);
        }
        case 1 -> {
          waiters++;
          source.whenReady(() -> told[0]++);
        }
        case 2, 3 -> schedule.step();
        case 4 -> assertThat(positionOf(source)).isEqualTo(position);
        default -> {
          byte[] into = new byte[1 + random.nextInt(30_000)];
          position += readInto(source, memory, position, into);
        }
      }
    }
    while (schedule.step()) {
      assertThat(told[0]).isLessThanOrEqualTo(waiters);
    }
    assertThat(told[0]).as("everybody who waited was told once").isEqualTo(waiters);
  }

  private static int readInto(BackgroundSource source, Memory memory, int position, byte[] into) {
    int count;
    try {
      count = source.read(into, 0, into.length);
    } catch (IOException e) {
      assertThat(e.getMessage()).containsAnyOf("torn", "full", "out of memory");
      return 0;
    }
    if (count < 0) {
      assertThat(position).isEqualTo(SIZE);
      return 0;
    }
    assertThat(Arrays.copyOf(into, count))
        .isEqualTo(Arrays.copyOfRange(memory.bytes, position, position + count));
    return count;
  }

  private static void seek(BackgroundSource source, int position) {
    try {
      source.seek(position);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long positionOf(BackgroundSource source) {
    try {
      return source.position();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A macro that reads a file waits in place. It asked for a piece though one was there. */
  @Test
  void shouldNotReadOverAPieceThatNobodyHasTakenYet() throws IOException {
    Random random = new Random(5);
    Memory memory = new Memory(random, 0);
    BackgroundSource source = BackgroundSource.ofSpecialFile(memory, new Schedule(random, 100, 0));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] into = new byte[1000];
    int count;
    do {
      source.await();
      source.await();
      count = source.read(into, 0, into.length);
      all.write(into, 0, Math.max(count, 0));
    } while (count >= 0);
    assertThat(all.toByteArray()).isEqualTo(memory.bytes);
  }

  @Test
  void shouldSayThatNoThreadCouldBeStartedAndTryAgain() throws IOException {
    Memory memory = new Memory(new Random(1), 0);
    boolean[] full = {true};
    BackgroundSource source =
        BackgroundSource.ofSpecialFile(
            memory,
            task -> {
              if (full[0]) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              task.run();
            });
    assertThatThrownBy(() -> source.read(new byte[10], 0, 10))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("out of memory or threads");
    full[0] = false;
    assertThat(source.read(new byte[10], 0, 10)).isPositive();
  }
}
