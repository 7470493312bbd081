// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceExcerpt;
import org.lokoscope.store.SourceText;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.KeptSources;

/**
 * Quotes the sources that a trace keeps, and compares them with what lies in a directory, if the
 * user has named one: what a trace says of files is not reason enough to read them.
 */
final class SourceNotes {

  /** What lies on the disk. */
  enum OnDisk {
    NOT_LOOKED_AT(""),
    SAME(""),
    DIFFERS("; the file on the disk differs"),
    MISSING("; there is no such file on the disk");

    private final String words;

    OnDisk(String words) {
      this.words = words;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  private static final int AROUND = 2;
  private static final int MAX_BYTES = 16 << 20;

  private final Trace trace;
  private final @Nullable Path root;
  private final Map<String, OnDisk> compared = new HashMap<>();

  SourceNotes(Trace trace, @Nullable Path root) {
    this.trace = trace;
    this.root = root;
  }

  /** The lines around a place; null if the trace does not keep them. */
  @Nullable SourceExcerpt excerpt(Site site) {
    return SourceExcerpt.of(trace, site, AROUND);
  }

  OnDisk onDisk(SourceText source) {
    return compared.computeIfAbsent(source.file(), _ -> compare(source));
  }

  /** What stands above an excerpt. */
  String heading(SourceExcerpt excerpt) {
    return "Source as it was recorded" + onDisk(excerpt.source()).words + ":";
  }

  private OnDisk compare(SourceText source) {
    if (root == null) {
      return OnDisk.NOT_LOOKED_AT;
    }
    try {
      Path found = find(root.toRealPath(), Path.of(source.file()));
      if (found == null) {
        return OnDisk.MISSING;
      }
      try (InputStream in = Files.newInputStream(found)) {
        byte[] bytes = in.readNBytes(MAX_BYTES);
        return KeptSources.sha256(bytes).equals(source.sha256()) ? OnDisk.SAME : OnDisk.DIFFERS;
      }
    } catch (IOException | InvalidPathException unreadable) {
      return OnDisk.MISSING;
    }
  }

  /** The file below the directory that the longest end of the path leads to. */
  private static @Nullable Path find(Path root, Path file) throws IOException {
    for (int i = 0; i < file.getNameCount(); i++) {
      Path candidate = root.resolve(file.subpath(i, file.getNameCount())).normalize();
      if (Files.isRegularFile(candidate) && candidate.toRealPath().startsWith(root)) {
        return candidate;
      }
    }
    return null;
  }
}
