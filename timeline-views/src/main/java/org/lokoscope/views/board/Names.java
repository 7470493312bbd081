package org.lokoscope.views.board;

import org.lokoscope.store.Trace;

/** Names that tell things of one name apart, as the command {@code state} writes them. */
final class Names {

  private static final long NUMBER = 0xFFFF_FFFFL;

  private Names() {}

  /** {@code stage#6}. */
  static String of(Trace trace, long id) {
    String name = trace.nameOf(id).replace('\n', ' ');
    String number = "#" + (id & NUMBER);
    return name.endsWith(number) ? name : name + number;
  }

  /** {@code pipeline.sps}; with its number where that is not the first process. */
  static String process(Trace trace, long id) {
    String name = trace.nameOf(id).replace('\n', ' ');
    return id <= 1 || name.endsWith(Long.toString(id)) ? name : name + " (" + id + ")";
  }
}
