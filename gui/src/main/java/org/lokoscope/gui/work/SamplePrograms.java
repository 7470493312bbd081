// SPDX-License-Identifier: Apache-2.0
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
    Path directory = UserDirectories.ofUser().samples();
    List<SampleProgram> samples = new ArrayList<>();
    for (org.lokoscope.samples.Sample sample : SampleCatalogue.all()) {
      samples.add(
          new SampleProgram(
              sample.name(), sample.shows(), sample.leaks(), extract(sample, directory)));
    }
    return samples;
  }

  private static Path extract(org.lokoscope.samples.Sample sample, Path directory) {
    try {
      return SampleCatalogue.extract(sample, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(directory + ": cannot write the samples: " + e.getMessage(), e));
    }
  }
}
