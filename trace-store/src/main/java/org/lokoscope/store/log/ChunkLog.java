// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Progress;
import org.lokoscope.store.TraceException;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.ChunkFormat;
import org.lokoscope.tracer.codec.DamagedChunkException;
import org.lokoscope.tracer.lifecycle.Holes;
import org.lokoscope.tracer.schema.Schema;
import org.lokoscope.tracer.text.Count;

/**
 * The chunks of a trace, open for reading by any thread. Damaged ones are left out and reported.
 * Nothing is ever written.
 *
 * <p>Damage is what a checksum or the format says. Events that the recorder dropped are no damage,
 * and neither is what a recording leaves at its end that was not finished.
 */
public final class ChunkLog implements AutoCloseable {

  public static final String DIRECTORY = "events";
  private static final int MAX_REPORTED = 100;

  /** The recorder may remove a file after it was listed. */
  private static final int TRIES = 5;

  private static final int LOST = Schema.code("eventsLost");
  static final int REMOVED = Schema.code("eventsRemoved");
  private static final int LOST_SINCE = 2;
  private static final int REMOVED_UNTIL = 2;

  /**
   * What a scan found.
   *
   * @param chunks by stream, then by number; of several copies of a chunk only the fullest
   * @param ends where the chunks of each file end
   * @param damaged chunks that are missing or cannot be read
   * @param damage one line for each damaged place, at most a hundred
   * @param holes when events are missing, for whatever reason; an index does not keep them
   */
  public record Contents(
      List<ChunkRef> chunks, List<Long> ends, long damaged, List<String> damage, Holes holes) {}

  private final List<QueueFile> files = new ArrayList<>();

  /** Whether the recorder has ended in order, so that everything must be complete. */
  private final boolean finished;

  /** How many CPUs are known to have been recorded. */
  private final int cpus;

  /** What the description says of the run; null if there is none. */
  private final @Nullable Long run;

  private ChunkLog(TraceMeta meta) {
    finished = meta.finished();
    cpus = meta.cpus();
    run = meta.isLost() ? null : meta.runOfChunks();
  }

  /**
   * Opens the files; {@link #scan} says what is in them.
   *
   * @param trace looked at before: the files can only have gained since
   */
  public static ChunkLog open(TraceFolder trace) {
    return open(trace, List.of());
  }

  /**
   * The same of a trace that has been scanned before.
   *
   * @param ends where the chunks of each file ended then
   */
  public static ChunkLog open(TraceFolder trace, List<Long> ends) {
    ChunkLog log = new ChunkLog(trace.meta());
    for (int tries = 1; ; tries++) {
      try {
        log.openFiles(trace, ends);
        return log;
      } catch (TraceException e) {
        log.close();
        log.files.clear();
        if (!trace.recording() || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private void openFiles(TraceFolder trace, List<Long> ends) {
    for (Path path : QueueFile.list(trace.directory().resolve(DIRECTORY))) {
      // Where the oldest files go, that may have been the end of another one.
      long known = files.size() < ends.size() ? ends.get(files.size()) : 0;
      long end = Math.min(known, path.toFile().length());
      files.add(trace.recording() ? QueueFile.openGrowing(path, end) : QueueFile.open(path));
    }
  }

  /** Whether it goes on where another one of the trace ended: no file before that is gone. */
  public boolean goesOnFrom(ChunkLog before) {
    for (int i = 0; i < before.files.size(); i++) {
      if (i >= files.size() || !files.get(i).path().equals(before.files.get(i).path())) {
        return false;
      }
    }
    return true;
  }

  /** Reads the trace from end to end and checks every chunk and every event. */
  public Contents scan(Progress progress) {
    Scan scan = new Scan(progress);
    if (files.isEmpty() && finished) {
      scan.damaged++;
      scan.report(DIRECTORY + ": holds no recorded events");
    }
    List<Long> ends = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      ends.add(files.get(i).walk(scan.of(i)));
    }
    return scan.contents(ends);
  }

  /**
   * Reads what was appended since a scan. The chunks are only the new ones; what is missing between
   * them nobody says.
   *
   * @param ends where the chunks of each file ended then
   */
  public Contents scanFrom(List<Long> ends, Progress progress) {
    Scan scan = new Scan(progress);
    List<Long> now = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      now.add(files.get(i).walk(scan.of(i), i < ends.size() ? ends.get(i) : 0));
    }
    List<ChunkRef> chunks = new ArrayList<>();
    scan.recordings.of(run).values().forEach(stream -> chunks.addAll(stream.values()));
    chunks.sort(Comparator.comparingInt(ChunkRef::stream).thenComparingInt(ChunkRef::sequence));
    return new Contents(chunks, now, scan.damaged, List.copyOf(scan.lines), scan.holes);
  }

  /** A stamp that changes when a file is added, grows or is touched. */
  public List<String> stamp(List<Long> ends) {
    List<String> stamp = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      QueueFile file = files.get(i);
      boolean grown = i >= ends.size() || !file.endsAt(ends.get(i));
      stamp.add(file.path().getFileName() + " " + modified(file.path()) + (grown ? " grown" : ""));
    }
    return stamp;
  }

  private static String modified(Path path) {
    try {
      return Files.size(path) + " " + Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /** Opens a chunk that a scan has found; its bytes are copied into {@code buffer}. */
  public void read(ChunkRef chunk, byte[] buffer, ChunkCursor cursor) throws DamagedChunkException {
    QueueFile file = files.get(chunk.file());
    if (chunk.offset() + chunk.length() > file.size()) {
      throw new DamagedChunkException("chunk beyond the end of its file");
    }
    file.copy(chunk.offset(), buffer, chunk.length());
    cursor.open(buffer, 0, chunk.length());
  }

  /** Bytes of all files up to their last chunk. */
  public long bytes() {
    long sum = 0;
    for (QueueFile file : files) {
      sum += file.used();
    }
    return sum;
  }

  /**
   * The same of a trace that has been scanned: only what is behind that is looked at.
   *
   * @param ends where the chunks of each file ended then
   */
  public long bytes(List<Long> ends) {
    long sum = 0;
    for (int i = 0; i < files.size(); i++) {
      sum += files.get(i).used(i < ends.size() ? ends.get(i) : 0);
    }
    return sum;
  }

  @Override
  public void close() {
    files.forEach(QueueFile::close);
  }

  private final class Scan {

    private final Progress progress;
    private final Recordings recordings = new Recordings();
    private Map<Integer, Map<Integer, ChunkRef>> streams = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();
    private final byte[] buffer = new byte[ChunkFormat.MAX_CHUNK];
    private final ChunkCursor cursor = new ChunkCursor();
    private final EventSet.Collector types = new EventSet.Collector();
    private final long total = files.stream().mapToLong(QueueFile::size).sum();
    private final Holes holes = new Holes();

    /** Chunks by stream and number that begin with an account of what was lost before them. */
    private final Set<Map.Entry<Integer, Integer>> afterLoss = new HashSet<>();

    /** By stream the number of the first chunk, where those before it were removed on purpose. */
    private final Map<Integer, Integer> begins = new HashMap<>();

    /** By stream the number of the last chunk whose place was taken by what is kept of it. */
    private final Map<Integer, Integer> kept = new HashMap<>();

    private long damaged;
    private long before;

    Scan(Progress progress) {
      this.progress = progress;
    }

    QueueFile.Visitor of(int index) {
      QueueFile file = files.get(index);
      String name = DIRECTORY + "/" + file.path().getFileName();
      before = files.subList(0, index).stream().mapToLong(QueueFile::size).sum();
      return new QueueFile.Visitor() {
        @Override
        public int chunk(long offset, long limit) {
          step(before + offset);
          return take(file, index, offset, Math.min(limit, file.size()));
        }

        @Override
        public void damage(long offset, String what) {
          damaged++;
          report(name + " at byte " + offset + ": " + what);
        }

        @Override
        public void cut(long offset, String what) {
          if (finished) {
            damage(offset, what);
          }
        }
      };
    }

    private void step(long done) {
      if (!progress.at(done, total, "Reading the trace")) {
        throw new CancellationException();
      }
    }

    private int take(QueueFile file, int index, long offset, long limit) {
      int length = (int) Math.min(limit - offset, ChunkFormat.MAX_CHUNK);
      if (length < ChunkFormat.FRAME || file.intAt(offset) != ChunkFormat.MAGIC) {
        return 0;
      }
      file.copy(offset, buffer, length);
      try {
        cursor.open(buffer, 0, length);
        int used = cursor.length();
        long first = cursor.base();
        types.clear();
        cursor.skim(types.words());
        long last = cursor.time();
        EventSet found = types.set();
        if (found.has(LOST) || found.has(REMOVED)) {
          takeHoles(length);
        }
        ChunkRef chunk =
            new ChunkRef(
                index,
                offset,
                used,
                cursor.stream(),
                cursor.chunkSequence(),
                first,
                last,
                cursor.count(),
                found);
        if (!isReplaced(chunk)) {
          recordings.add(cursor.run(), chunk);
        }
        return used;
      } catch (DamagedChunkException e) {
        return 0;
      }
    }

    /** Reads a chunk again, which says that events are missing. */
    private void takeHoles(int length) throws DamagedChunkException {
      cursor.open(buffer, 0, length);
      for (boolean begin = true; cursor.next(); begin = false) {
        if (cursor.code() == LOST) {
          lost(begin);
        } else if (cursor.code() == REMOVED) {
          holes.add(cursor.time(), cursor.value(REMOVED_UNTIL));
          begins.merge(cursor.stream(), cursor.chunkSequence(), Math::max);
        }
      }
    }

    private void lost(boolean begin) {
      holes.add(cursor.value(LOST_SINCE), cursor.time());
      if (begin) {
        afterLoss.add(Map.entry(cursor.stream(), cursor.chunkSequence()));
      }
    }

    /** The kept definitions come first: a recorder may have died before it deleted the rest. */
    private boolean isReplaced(ChunkRef chunk) {
      if (KeptDefinitions.isTheirs(files.get(chunk.file()).path())) {
        kept.merge(chunk.stream(), chunk.sequence(), Math::max);
        return false;
      }
      return chunk.sequence() <= kept.getOrDefault(chunk.stream(), -1);
    }

    private void report(String line) {
      if (lines.size() < MAX_REPORTED) {
        lines.add(line);
      } else if (lines.size() == MAX_REPORTED) {
        lines.add("further damage is not listed");
      }
    }

    Contents contents(List<Long> ends) {
      streams = recordings.of(run);
      for (String line : recordings.foreign(run)) {
        report(DIRECTORY + ": " + line);
      }
      damaged += recordings.others(run);
      List<ChunkRef> chunks = new ArrayList<>();
      streams.forEach(
          (stream, bySequence) -> {
            List<ChunkRef> ordered = new ArrayList<>(bySequence.values());
            ordered.sort(Comparator.comparingInt(ChunkRef::sequence));
            long missing = missing(ordered);
            if (missing > 0) {
              report("stream " + stream + ": " + Count.of(missing, "chunk") + " missing");
            }
            chunks.addAll(ordered);
          });
      findHoles();
      return new Contents(List.copyOf(chunks), ends, damaged, List.copyOf(lines), holes);
    }

    /**
     * How many chunks of a stream are gone. The first recorders gave a number to the empty chunk
     * that stood for a loss.
     */
    private long missing(List<ChunkRef> ordered) {
      long missing = 0;
      int expected = begins.getOrDefault(ordered.getFirst().stream(), 0);
      for (ChunkRef chunk : ordered) {
        int gap = chunk.sequence() - expected;
        boolean behindKept = kept.getOrDefault(chunk.stream(), expected) == expected - 1;
        boolean explained =
            gap == 1 && behindKept
                || gap == 1 && afterLoss.contains(Map.entry(chunk.stream(), chunk.sequence()));
        missing += explained || gap < 0 ? 0 : gap;
        expected = chunk.sequence() + 1;
      }
      return missing;
    }

    /** Adds those that no event tells of. What was damaged, and when, nobody knows. */
    private void findHoles() {
      if (!lines.isEmpty()) {
        holes.addAll();
      } else if (!finished) {
        for (int cpu = 0; cpu < cpus; cpu++) {
          streams.computeIfAbsent(cpu, _ -> new HashMap<>());
        }
        streams.forEach(
            (stream, chunks) -> {
              if (stream >= 0) {
                holes.addEnd(end(chunks));
              }
            });
      }
    }

    private static long end(Map<Integer, ChunkRef> chunks) {
      return chunks.values().stream().mapToLong(ChunkRef::last).max().orElse(Long.MIN_VALUE);
    }
  }
}
