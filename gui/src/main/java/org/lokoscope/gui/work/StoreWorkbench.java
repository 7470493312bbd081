// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.lokoscope.store.Imported;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.analysis.Limits;
import org.lokoscope.store.export.ChromeExport;
import org.lokoscope.store.export.CsvExport;
import org.lokoscope.store.export.JsonLinesExport;
import org.lokoscope.store.export.PerfettoExport;
import org.lokoscope.store.file.ChunkDirectory;
import org.lokoscope.store.file.ChunkStreams;
import org.lokoscope.store.file.CsvImport;
import org.lokoscope.store.file.EventLogImport;
import org.lokoscope.store.file.FxtImport;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;
import org.lokoscope.tracer.text.Reason;

/** The workbench on the real store and the real runtime. Tests put something before it. */
public class StoreWorkbench implements Workbench {

  /** Bytes by which a table is told from a stream. */
  private static final int HEAD = 32;

  private final ProgramRunner runner = new SchemeRunner();

  @Override
  public boolean isTrace(Path directory) {
    return Traces.isTrace(directory);
  }

  @Override
  public Verification verify(Path trace, Progress progress) {
    return TraceVerifier.verify(trace, progress);
  }

  @Override
  public Trace open(Path trace, Progress progress) {
    return Traces.open(around(trace), progress);
  }

  /** The trace that a path is, or lies in: who chooses a trace easily descends into it. */
  private static Path around(Path path) {
    Path at = path.toAbsolutePath().normalize();
    for (int up = 0; up < 2 && at != null; up++) {
      if (Files.isRegularFile(at.resolve("meta.json"))) {
        return up == 0 ? path : at;
      }
      at = at.getParent();
    }
    return path;
  }

  @Override
  public Diagnosis diagnose(Trace trace, Progress progress) {
    return LeakAnalysis.analyse(trace, progress);
  }

  @Override
  public Diagnosis diagnose(Trace trace, Limits limits, Progress progress) {
    return LeakAnalysis.analyse(trace, limits, progress);
  }

  @Override
  public void export(Trace trace, ExportFormat format, Path file, Progress progress) {
    if (format == ExportFormat.PARQUET) {
      parquet(trace, file, progress);
      return;
    }
    try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(file))) {
      if (format == ExportFormat.CHUNKS) {
        ChunkStreams.write(trace.info().directory(), bytes, progress);
        return;
      }
      if (format == ExportFormat.PERFETTO) {
        PerfettoExport.write(trace, bytes, progress);
        return;
      }
      Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
      switch (format) {
        case CSV -> CsvExport.write(trace, out, progress);
        case JSONL -> JsonLinesExport.write(trace, out, progress);
        case CHROME -> ChromeExport.write(trace, out, progress);
        case CHUNKS, PARQUET, PERFETTO -> throw new AssertionError();
      }
    } catch (IOException e) {
      throw new WriteFailure(file, e);
    }
  }

  private static void parquet(Trace trace, Path directory, Progress progress) {
    try {
      Files.createDirectories(directory);
      SqlEngines.load().parquet(trace, directory, progress);
    } catch (FileAlreadyExistsException e) {
      throw new WriteFailure(directory, new IOException("is a file; choose a directory", e));
    } catch (IOException e) {
      throw new WriteFailure(directory, e);
    }
  }

  @Override
  public Imported importChunks(Path file, Path into, Progress progress) {
    boolean standard = file.toString().equals("-");
    if (Files.isDirectory(file)) {
      return importDirectory(file, file.toString(), into, progress);
    }
    try (InputStream bytes = standard ? System.in : Files.newInputStream(file);
        InputStream in = new BufferedInputStream(bytes)) {
      in.mark(HEAD);
      byte[] head = in.readNBytes(HEAD);
      in.reset();
      if (CsvImport.isTable(head)) {
        return new Imported(CsvImport.read(in, file.toString(), into, progress), 0, false, true);
      }
      if (FxtImport.isFxt(head)) {
        return FxtImport.read(in, file.toString(), into, progress);
      }
      if (EventLogImport.isEventLog(head)) {
        if (standard) {
          throw new TraceException(
              "-: an event log is read by its blocks: give the name of a file");
        }
        return EventLogImport.read(file, into, progress);
      }
      return ChunkStreams.read(in, file.toString(), into, progress);
    } catch (NoSuchFileException e) {
      throw new TraceException(file + ": no such file");
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be imported: " + Reason.of(e), e);
    }
  }

  /** Makes one trace of several files of chunks, on one axis. */
  public static Imported importStreams(List<Path> files, Path into, Progress progress) {
    if (files.stream().allMatch(Traces::isTrace)) {
      return join(files, into, progress);
    }
    try {
      return ChunkDirectory.read(files, files.getFirst().toString(), into, progress);
    } catch (NoSuchFileException e) {
      throw new TraceException(e.getFile() + ": no such file");
    } catch (IOException e) {
      throw new TraceException(into + ": cannot be imported into: " + Reason.of(e), e);
    }
  }

  /** Makes one trace of several, on one axis. */
  public static Imported join(List<Path> traces, Path into, Progress progress) {
    try {
      return ChunkDirectory.ofTraces(
          traces.stream().map(StoreWorkbench::around).toList(), into, progress);
    } catch (IOException e) {
      throw new TraceException(into + ": cannot be joined into: " + Reason.of(e), e);
    }
  }

  /** Makes a trace of the streams in a directory, called by its program. */
  static Imported importDirectory(Path directory, String program, Path into, Progress progress) {
    try {
      return ChunkDirectory.read(directory, program, into, progress);
    } catch (IOException e) {
      throw new TraceException(directory + ": cannot be imported: " + Reason.of(e), e);
    }
  }

  @Override
  public ProgramRunner runner() {
    return runner;
  }
}
