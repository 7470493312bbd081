package org.lokoscope.gui.work;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.export.CsvExport;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;

/** The workbench on the real store and the real runtime. Tests put something before it. */
public class StoreWorkbench implements Workbench {

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
    return Traces.open(trace, progress);
  }

  @Override
  public Diagnosis diagnose(Trace trace, Progress progress) {
    return LeakAnalysis.analyse(trace, progress);
  }

  @Override
  public void exportCsv(Trace trace, Path file, Progress progress) {
    try (Writer out = Files.newBufferedWriter(file)) {
      CsvExport.write(trace, out, progress);
    } catch (IOException e) {
      throw new WriteFailure(file, e);
    }
  }

  @Override
  public ProgramRunner runner() {
    return runner;
  }
}
