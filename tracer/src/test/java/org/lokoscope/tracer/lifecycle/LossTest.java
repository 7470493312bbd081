// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.tracer.codec.Chunk;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.ChunkEncoder;
import org.lokoscope.tracer.codec.ChunkSource;
import org.lokoscope.tracer.codec.DamagedChunkException;
import org.lokoscope.tracer.codec.EncoderFactory;
import org.lokoscope.tracer.codec.EventDispatcher;

/**
 * What is said of a trace that lost events. A loss on one CPU used to make others look wrong: they
 * were compared with what had been true before it.
 */
final class LossTest {

  private static final int ROUNDS = 4_000;
  private static final int STEPS = 400;

  /** The chunks of a CPU; at times there are none to be had, so that events are lost. */
  private static final class Scarce implements ChunkSource {
    private final ChunkEncoder encoder;
    private final List<byte[]> chunks = new ArrayList<>();
    private boolean scarce;

    Scarce(int cpu) {
      encoder = EncoderFactory.create(cpu, this);
    }

    void makeScarce(boolean now) {
      scarce = now;
      encoder.requestFlush();
    }

    @Override
    public @Nullable Chunk take() {
      return scarce ? null : new Chunk();
    }

    @Override
    public void filling(Chunk chunk) {}

    @Override
    public void full(Chunk chunk) {
      chunk.seal(0);
      chunks.add(chunk.bytes());
    }
  }

  /** The events of a CPU, one after the other. */
  private static final class Reader {
    private final List<byte[]> chunks;
    private final ChunkCursor cursor = new ChunkCursor();
    private int next;

    Reader(List<byte[]> chunks) throws DamagedChunkException {
      this.chunks = chunks;
      enter();
    }

    private boolean enter() throws DamagedChunkException {
      if (next == chunks.size()) {
        return false;
      }
      cursor.open(chunks.get(next), 0, chunks.get(next).length);
      assertThat(cursor.chunkSequence()).as("number of a chunk").isEqualTo(next++);
      return true;
    }

    boolean next() throws DamagedChunkException {
      while (next > 0 && !cursor.next()) {
        if (!enter()) {
          return false;
        }
      }
      return next > 0;
    }
  }

  private static List<Scarce> record(Random random, int cpus, boolean losing, int forgedAt) {
    List<Scarce> streams = new ArrayList<>();
    for (int cpu = 0; cpu < cpus; cpu++) {
      streams.add(new Scarce(cpu));
    }
    for (RandomLives.Report report : new RandomLives(random, cpus).run(STEPS, forgedAt)) {
      Scarce stream = streams.get(report.cpu());
      if (losing && random.nextInt(stream.scarce ? 10 : 60) == 0) {
        stream.makeScarce(!stream.scarce);
      }
      report.event().tell(stream.encoder, report.time());
    }
    streams.forEach(stream -> stream.encoder.flush());
    return streams;
  }

  @FunctionalInterface
  private interface Visitor {
    void see(ChunkCursor event);
  }

  /** Visits the events of all CPUs in order of time. */
  private static void merge(List<Scarce> streams, Visitor visitor) throws DamagedChunkException {
    List<Reader> readers = new ArrayList<>();
    for (Scarce stream : streams) {
      Reader reader = new Reader(stream.chunks);
      if (reader.next()) {
        readers.add(reader);
      }
    }
    while (!readers.isEmpty()) {
      Reader first = readers.getFirst();
      for (Reader reader : readers) {
        first = reader.cursor.time() < first.cursor.time() ? reader : first;
      }
      visitor.see(first.cursor);
      if (!first.next()) {
        readers.remove(first);
      }
    }
  }

  private record Loss(long since, long until) {}

  private static List<Loss> losses(List<Scarce> streams) throws DamagedChunkException {
    List<Loss> losses = new ArrayList<>();
    merge(
        streams,
        event -> {
          if (event.type().name().equals("eventsLost")) {
            losses.add(new Loss(event.value(2), event.time()));
          }
        });
    return losses;
  }

  private static LifecycleCheck check(List<Scarce> streams, List<Loss> losses)
      throws DamagedChunkException {
    Holes holes = new Holes();
    losses.forEach(loss -> holes.add(loss.since, loss.until));
    LifecycleCheck check = new LifecycleCheck(holes);
    merge(streams, event -> EventDispatcher.INSTANCE.dispatch(event, check));
    return check;
  }

  @Test
  void shouldFindNothingWrongInALegalRunWhateverIsLost() throws Exception {
    long lossy = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      List<Scarce> streams = record(random, 1 + round % 4, round % 5 != 0, Integer.MAX_VALUE);
      List<Loss> losses = losses(streams);
      lossy += losses.isEmpty() ? 0 : 1;
      assertThat(check(streams, losses).lines()).as("round %d", round).isEmpty();
    }
    assertThat(lossy).isGreaterThan(ROUNDS / 2);
  }

  @Test
  void shouldFindWhatCannotBeWhereNoLossExcusesIt() throws Exception {
    int certain = 0;
    int excused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      List<Scarce> streams = record(random, 1 + round % 4, round % 5 != 0, random.nextInt(STEPS));
      List<Loss> losses = losses(streams);
      Oracle oracle = new Oracle(losses);
      merge(streams, oracle);
      if (oracle.certain != null) {
        certain++;
        assertThat(check(streams, losses).lines())
            .as("round %d", round)
            .anyMatch(line -> line.contains(oracle.certain + " was "));
      } else {
        excused += oracle.seen ? 1 : 0;
      }
    }
    assertThat(certain).isGreaterThan(ROUNDS / 3);
    assertThat(excused).isGreaterThan(ROUNDS / 50);
  }

  /** Decides by brute force whether the forged event is certainly one. */
  private static final class Oracle implements Visitor {
    private record Last(long time, boolean ended) {}

    private final List<Loss> losses;
    private final Map<String, Last> last = new HashMap<>();
    private boolean seen;

    /** To whom what cannot be happened, if that is certain. */
    private @Nullable String certain;

    Oracle(List<Loss> losses) {
      this.losses = losses;
    }

    @Override
    public void see(ChunkCursor event) {
      String name = event.type().name();
      Family family = event.type().family();
      if (family != Family.FIBER && family != Family.PROCESS) {
        return;
      }
      String subject = (name.startsWith("fiber") ? "fiber " : "process ") + event.value(1);
      Last before = last.get(subject);
      if (isForged(event)) {
        seen = true;
        boolean sure = before != null && (before.ended || name.endsWith("Spawned"));
        if (sure
            || before != null && losses.stream().noneMatch(loss -> touches(loss, before, event))) {
          certain = subject;
        }
      }
      last.put(subject, new Last(event.time(), isEnd(event)));
    }

    private static boolean touches(Loss loss, Last before, ChunkCursor event) {
      return loss.since <= event.time() && loss.until >= before.time;
    }

    private static boolean isEnd(ChunkCursor event) {
      return event.type().name().endsWith("Ended");
    }

    private static boolean isForged(ChunkCursor event) {
      for (int i = 2; i < event.type().fields().size(); i++) {
        if (event.value(i) == RandomLives.FORGED) {
          return true;
        }
      }
      return false;
    }
  }

  @Test
  void shouldKnowThatNobodyIsBornTwiceOrLivesAfterItsEndDespiteALoss() {
    LifecycleCheck check = new LifecycleCheck();
    check.fiberSpawned(1, 7, 0, 1, 0);
    check.fiberSpawned(1, 8, 0, 1, 0);
    check.fiberResumed(2, 8);
    check.fiberEnded(3, 8, FiberOutcome.RETURNED.ordinal());
    check.eventsLost(4, 5, 4);
    check.fiberSpawned(5, 7, 0, 1, 0);
    check.fiberReady(6, 8, 0, 0);
    assertThat(check.lines())
        .containsExactly(
            "at 0.000000005 s: fiber 7 was spawned while it was alive",
            "at 0.000000006 s: fiber 8 was woken while it was ended");
  }
}
