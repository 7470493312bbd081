package org.lokoscope.gui.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lokoscope.samples.SampleCatalogue;

/** The programs of the catalogue, written out where they can be read and run. */
final class SamplePrograms {

  private SamplePrograms() {}

  static List<SampleProgram> all() {
    Path folder = UserDirectories.ofUser().samples();
    List<SampleProgram> samples = new ArrayList<>();
    for (org.lokoscope.samples.Sample sample : SampleCatalogue.all()) {
      samples.add(
          new SampleProgram(
              sample.name(), sample.shows(), sample.leaks(), extract(sample, folder)));
    }
    return samples;
  }

  private static Path extract(org.lokoscope.samples.Sample sample, Path folder) {
    try {
      return SampleCatalogue.extract(sample, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(folder + ": the samples cannot be written there: " + e.getMessage(), e));
    }
  }
}
