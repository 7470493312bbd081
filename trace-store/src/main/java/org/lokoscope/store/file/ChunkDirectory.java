// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Imported;
import org.lokoscope.store.Progress;
import org.lokoscope.store.TraceException;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.DamagedChunkException;
import org.lokoscope.tracer.codec.StreamOrigin;
import org.lokoscope.tracer.text.Count;

/**
 * One trace of many bare streams in files: a program of many processes writes one for each. Each
 * file is a source of its own, whose numbers and times are put beside those of the others.
 */
public final class ChunkDirectory implements AutoCloseable {

  /** How files of streams are called. */
  public static final String SUFFIX = ".chunks";

  private record Input(Path file, long began) {}

  private final JoinedTrace joined;

  /**
   * Begins a trace that the files are to be put into when they are complete.
   *
   * @param program what the trace is called
   * @throws TraceException if it cannot be written
   */
  public ChunkDirectory(String program, Path trace) {
    joined = new JoinedTrace(trace, program);
  }

  /**
   * Makes a trace of all files of a directory that are called {@code *.chunks}. What is not a chunk
   * is passed over and counted; a file that ends inside a chunk makes a trace that is marked
   * incomplete.
   *
   * @param program what the trace is called
   * @throws TraceException if there is no chunk, or the trace cannot be written
   */
  public static Imported read(Path directory, String program, Path trace, Progress progress)
      throws IOException {
    List<Input> inputs = inputs(directory);
    if (inputs.isEmpty()) {
      throw new TraceException(directory + ": holds no file of chunks");
    }
    return join(inputs, program, trace, progress);
  }

  /**
   * The same of files that are named.
   *
   * @throws TraceException also if one of them does not say when it began
   */
  public static Imported read(List<Path> files, String program, Path trace, Progress progress)
      throws IOException {
    List<Input> inputs = new ArrayList<>();
    for (Path file : files) {
      StreamOrigin origin = origin(file);
      if (origin == null) {
        throw new TraceException(
            file + ": does not say when it began, so it cannot be put beside others");
      }
      inputs.add(new Input(file, origin.wallClock()));
    }
    inputs.sort(Comparator.comparingLong(Input::began));
    return join(inputs, program, trace, progress);
  }

  private static Imported join(List<Input> inputs, String program, Path trace, Progress progress)
      throws IOException {
    try (ChunkDirectory into = new ChunkDirectory(program, trace)) {
      return into.join(inputs, progress);
    }
  }

  /**
   * Puts all files {@code *.chunks} of a directory into the trace.
   *
   * @throws TraceException if there is no chunk in them
   */
  public Imported join(Path directory, Progress progress) throws IOException {
    List<Input> inputs = inputs(directory);
    if (inputs.isEmpty()) {
      throw new TraceException("nothing was recorded");
    }
    return join(inputs, progress);
  }

  private Imported join(List<Input> inputs, Progress progress) throws IOException {
    long chunks = 0;
    long damaged = 0;
    boolean cut = false;
    for (int i = 0; i < inputs.size(); i++) {
      if (!progress.at(i, inputs.size(), "Joining the streams")) {
        throw new CancellationException();
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(inputs.get(i).file()))) {
        Joiner joiner = new Joiner(in, joined, new JoinedTrace.Source(i), inputs.get(i).file());
        joiner.readAll();
        joiner.end();
        chunks += joiner.chunks;
        damaged += joiner.damagedPlaces() + joiner.unreadable;
        cut |= joiner.isCut();
      }
    }
    if (damaged > 0) {
      joined.incomplete(Count.of(damaged, "damaged place") + " in the streams");
    } else if (cut) {
      joined.incomplete("a stream ends inside a chunk");
    }
    return new Imported(chunks, damaged, cut);
  }

  /** Completes the trace. */
  @Override
  public void close() {
    joined.close();
  }

  /** The earliest first: times of a trace count from its first source. */
  private static List<Input> inputs(Path directory) throws IOException {
    List<Input> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        if (file.toString().endsWith(SUFFIX) && Files.isRegularFile(file)) {
          StreamOrigin origin = origin(file);
          if (origin != null) {
            inputs.add(new Input(file, origin.wallClock()));
          }
        }
      }
    }
    inputs.sort(Comparator.comparingLong(Input::began));
    return inputs;
  }

  /** What the first chunk says of who wrote it; null if there is none. */
  private static @Nullable StreamOrigin origin(Path file) throws IOException {
    StreamOrigin[] found = {null};
    try (InputStream in = Files.newInputStream(file)) {
      new ChunkReader(in) {
        @Override
        void take(byte[] chunk, int length, ChunkCursor cursor) throws IOException {
          try {
            if (cursor.next() && StreamOrigin.isAt(cursor)) {
              found[0] = StreamOrigin.read(cursor);
            }
          } catch (DamagedChunkException unreadable) {
            // It will be counted when all is read.
          }
          throw new FirstChunkSeen();
        }

        @Override
        void future(String what) {
          throw new TraceException(file + ": " + what);
        }
      }.readAll();
    } catch (FirstChunkSeen done) {
      return found[0];
    }
    return null;
  }

  /** Ends the reading of a file of which only the first chunk is wanted. */
  private static final class FirstChunkSeen extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static final class Joiner extends ChunkReader {
    private final JoinedTrace trace;
    private final JoinedTrace.Source source;
    private final Path file;
    private long chunks;
    private long unreadable;

    Joiner(InputStream in, JoinedTrace trace, JoinedTrace.Source source, Path file) {
      super(in);
      this.trace = trace;
      this.source = source;
      this.file = file;
    }

    void end() {
      trace.end(source);
    }

    @Override
    void take(byte[] chunk, int length, ChunkCursor cursor) throws IOException {
      try {
        trace.accept(source, Arrays.copyOf(chunk, length));
        chunks++;
      } catch (DamagedChunkException noEvents) {
        unreadable++;
      }
    }

    @Override
    void future(String what) {
      throw new TraceException(file + ": " + what);
    }
  }
}
