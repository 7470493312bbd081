package org.lokoscope.gui.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lokoscope.store.Trace;
import org.lokoscope.store.export.CsvExport;
import org.lokoscope.store.file.Traces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Write all events in the format of another tool.")
final class ExportCommand implements Callable<Integer> {

  enum Format {
    CSV
  }

  @Option(names = "--to", required = true, paramLabel = "csv", description = "The format.")
  private Format format;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The file to write.")
  private Path file;

  @Parameters(index = "0", paramLabel = "TRACE", description = "The folder of a trace.")
  private Path directory;

  @Override
  public Integer call() {
    try (TerminalProgress progress = new TerminalProgress();
        Trace trace = Traces.open(directory, progress)) {
      write(trace, progress);
      return ExitStatus.DONE;
    }
  }

  private void write(Trace trace, TerminalProgress progress) {
    try (Writer out = Files.newBufferedWriter(file)) {
      switch (format) {
        case CSV -> CsvExport.write(trace, out, progress);
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.USAGE, file + ": " + Outputs.reason(e), e);
    }
  }
}
