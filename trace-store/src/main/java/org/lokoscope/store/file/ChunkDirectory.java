// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import org.lokoscope.store.log.TraceMeta;
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

  /**
   * A file.
   *
   * @param program that it tells of; empty if it tells only of a part of one
   */
  private record Input(Path file, StreamOrigin origin, String program) {
    Input(Path file, StreamOrigin origin) {
      this(file, origin, "");
    }

    long began() {
      return origin.wallClock();
    }
  }

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
      inputs.add(new Input(file, origin));
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
   * Makes one trace of several, each of a program of its own, on one axis of time. Its settings say
   * which CPUs ran which program: {@link JoinedRun}.
   *
   * @throws TraceException also if one of them does not say when it began, or is to be written to
   */
  public static Imported ofTraces(List<Path> traces, Path into, Progress progress)
      throws IOException {
    Path scratch = Files.createTempDirectory("lokoscope-join");
    try {
      List<Input> inputs = new ArrayList<>();
      List<String> programs = new ArrayList<>();
      for (Path trace : traces) {
        if (Files.exists(into) && Files.isSameFile(trace, into)) {
          throw new TraceException(into + ": cannot be made of itself");
        }
        String path = TraceMeta.read(trace).program();
        String program = path.substring(path.lastIndexOf('/') + 1);
        Path file = scratch.resolve(inputs.size() + SUFFIX);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
          ChunkStreams.write(trace, out, progress);
        }
        StreamOrigin origin = origin(file);
        if (origin == null) {
          throw new TraceException(
              trace + ": does not say when it began, so it cannot be put beside others");
        }
        inputs.add(new Input(file, origin, program));
        programs.add(program);
      }
      inputs.sort(Comparator.comparingLong(Input::began));
      Imported joined = join(inputs, String.join(" + ", programs), into, progress);
      for (Path trace : traces) {
        copySources(trace.resolve(KeptSources.DIRECTORY), into.resolve(KeptSources.DIRECTORY));
      }
      return joined;
    } finally {
      delete(scratch);
    }
  }

  /** Of one name the first counts. */
  private static void copySources(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(file.getFileName());
        if (!Files.exists(copy)) {
          Files.copy(file, copy);
        }
      }
    }
  }

  private static void delete(Path scratch) throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
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
        JoinedTrace.Source source = new JoinedTrace.Source(i, inputs.get(i).program());
        joined.begin(source, inputs.get(i).origin());
        Joiner joiner = new Joiner(in, joined, source, inputs.get(i).file());
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
            inputs.add(new Input(file, origin));
          }
        }
      }
    }
    inputs.sort(Comparator.comparingLong(Input::began));
    return inputs;
  }

  /**
   * What the first chunk of a CPU says of who wrote it, else the first of all; null if none says
   * anything. CPUs know best when the run began.
   */
  private static @Nullable StreamOrigin origin(Path file) throws IOException {
    StreamOrigin[] found = {null};
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      new ChunkReader(in) {
        @Override
        void take(byte[] chunk, int length, ChunkCursor cursor) throws IOException {
          try {
            if ((found[0] == null || cursor.stream() >= 0)
                && cursor.next()
                && StreamOrigin.isAt(cursor)) {
              found[0] = StreamOrigin.read(cursor);
            }
          } catch (DamagedChunkException unreadable) {
            // It will be counted when all is read.
          }
          if (found[0] != null && cursor.stream() >= 0) {
            throw new OriginKnown();
          }
        }

        @Override
        void future(String what) {
          throw new TraceException(file + ": " + what);
        }
      }.readAll();
    } catch (OriginKnown done) {
      return found[0];
    }
    return found[0];
  }

  /** Ends the reading of a file of which only the origin is wanted. */
  private static final class OriginKnown extends IOException {
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
