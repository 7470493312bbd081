// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that a thread writes, whenever it gets to it. */
class BackgroundSinkTest {

  /** Fails now and then; what it takes, it takes whole. */
  private static final class Memory implements ByteSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Random random;
    private final int failing;
    private boolean closed;

    Memory(Random random, int failing) {
      this.random = random;
      this.failing = failing;
    }

    @Override
    public void write(byte[] from, int at, int count) throws IOException {
      assertThat(closed).isFalse();
      if (random.nextInt(100) < failing) {
        switch (random.nextInt(3)) {
          case 0 -> throw new IOException("torn");
          case 1 -> throw new IllegalStateException("torn");
          default -> throw new StackOverflowError("torn");
        }
      }
      bytes.write(from, at, count);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** An operation of a fiber: what it has written, and whether it has heard of a failure. */
  private static final class Operation {
    private final List<Integer> values = new ArrayList<>();
    private BackgroundSink.@Nullable Writes writes;
    private boolean failed;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void shouldWriteInOrderAndTellEachOperationOfItsOwnFailureOnce(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 15; round++) {
      Memory memory = new Memory(random, random.nextInt(4) * 5);
      Schedule schedule = new Schedule(random, random.nextInt(96), random.nextInt(5));
      explore(random, memory, schedule);
    }
  }

  private static void explore(Random random, Memory memory, Schedule schedule) {
    BackgroundSink sink = BackgroundSink.ofStream(memory, schedule);
    List<Operation> all = new ArrayList<>();
    List<Operation> waiting = new ArrayList<>();
    for (int step = 0; step < 60; step++) {
      if (random.nextInt(3) == 0) {
        schedule.step();
      } else if (random.nextInt(3) == 0 && !waiting.isEmpty()) {
        finish(sink, waiting, waiting.get(random.nextInt(waiting.size())));
      } else {
        Operation operation = begin(sink, step, random.nextInt(3));
        all.add(operation);
        if (operation.writes != null) {
          waiting.add(operation);
        }
      }
    }
    while (schedule.step()) {
      assertThat(sink.isPending()).isEqualTo(sink.isPending());
    }
    assertThat(sink.isPending()).isFalse();
    List.copyOf(waiting).forEach(operation -> finish(sink, waiting, operation));
    assertThat(waiting).isEmpty();
    check(all, memory.bytes.toByteArray());
  }

  /** One with several writes, as when a long text is printed. */
  private static Operation begin(BackgroundSink sink, int value, int writes) {
    Operation operation = new Operation();
    try {
      for (int i = 0; i <= writes; i++) {
        operation.values.add(value);
        sink.write(new byte[] {(byte) value}, 0, 1);
      }
      operation.writes = sink.unchecked();
    } catch (IOException e) {
      operation.failed = true;
    }
    return operation;
  }

  private static void finish(BackgroundSink sink, List<Operation> waiting, Operation operation) {
    BackgroundSink.Writes writes = Objects.requireNonNull(operation.writes);
    if (sink.isPending(writes)) {
      return;
    }
    waiting.remove(operation);
    try {
      sink.check(writes);
    } catch (IOException e) {
      operation.failed = true;
    }
  }

  /** What came out is in order; all of it unless an operation has heard that not all did. */
  private static void check(List<Operation> all, byte[] written) {
    int at = 0;
    for (Operation operation : all) {
      int there = 0;
      int value = operation.values.getFirst();
      while (at < written.length && written[at] == value) {
        at++;
        there++;
      }
      assertThat(there < operation.values.size()).as("lost").isEqualTo(operation.failed);
    }
    assertThat(at).isEqualTo(written.length);
  }

  @Test
  void shouldCloseWhenEverythingHasLeftAndNotBefore() throws IOException {
    Random random = new Random(1);
    Memory memory = new Memory(random, 0);
    Schedule schedule = new Schedule(random, 0, 0);
    BackgroundSink sink = BackgroundSink.ofStream(memory, schedule);
    sink.write(new byte[] {1, 2, 3}, 0, 3);
    sink.close();
    assertThat(memory.closed).isFalse();
    assertThat(sink.isPending()).isTrue();
    schedule.step();
    assertThat(memory.closed).isTrue();
    assertThat(memory.bytes.toByteArray()).containsExactly(1, 2, 3);
    sink.check(sink.unchecked());
  }
}
