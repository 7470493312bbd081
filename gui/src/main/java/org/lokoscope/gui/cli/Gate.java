// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakClass;

/** What a project does not let pass. */
final class Gate {

  private static final String LEAK = "leak";
  private static final String INCONCLUSIVE = "inconclusive";

  private final Set<String> names;
  private final @Nullable Double maxBytes;

  private Gate(Set<String> names, @Nullable Double maxBytes) {
    this.names = names;
    this.maxBytes = maxBytes;
  }

  /**
   * @param words as typed: labels of classes, {@code leak}, {@code inconclusive}
   * @param maxBytes that a finding may grow by at each resume, or null
   */
  static Gate of(List<String> words, @Nullable Double maxBytes) {
    Set<String> names = new HashSet<>();
    for (String word : words) {
      String name = word.strip().toLowerCase(Locale.ROOT);
      if (!isKnown(name)) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "--fail-on: expected leak, inconclusive or a class ("
                + labels()
                + ") but was '"
                + word
                + "'");
      }
      names.add(name);
    }
    if (maxBytes != null && !(maxBytes >= 0)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--max-bytes-per-resume: a number from 0 on, not " + maxBytes);
    }
    return new Gate(names, maxBytes);
  }

  private static boolean isKnown(String name) {
    return name.equals(LEAK)
        || name.equals(INCONCLUSIVE)
        || Arrays.stream(LeakClass.values()).anyMatch(known -> known.label().equals(name));
  }

  private static String labels() {
    return Arrays.stream(LeakClass.values())
        .map(LeakClass::label)
        .collect(Collectors.joining(", "));
  }

  boolean stops(Diagnosis diagnosis) {
    return names.contains(INCONCLUSIVE) && diagnosis.verdict() == Diagnosis.Verdict.INCONCLUSIVE
        || diagnosis.findings().stream().anyMatch(this::stops);
  }

  private boolean stops(Finding finding) {
    return names.contains(LEAK)
        || names.contains(finding.leakClass().label())
        || maxBytes != null && finding.bytesPerResume() > maxBytes;
  }
}
