// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.BareWords;
import org.lokoscope.store.query.QueryException;
import org.lokoscope.store.query.QueryParser;
import org.lokoscope.store.query.TraceQuery;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.views.layout.RowFilter;

/**
 * Chooses the lanes that a query in the filter field asks for. Names are compared at once; all else
 * is looked for in the trace, in the background, until the text changes again. A text that is no
 * query leaves what was shown.
 */
final class LaneFilter {

  private final Trace trace;
  private final TimelineModel.Background background;
  private final Consumer<RowFilter> shown;
  private final Cell<FilterNote> note = new Cell<>(FilterNote.NONE);
  private final AtomicLong latest = new AtomicLong();

  LaneFilter(Trace trace, TimelineModel.Background background, Consumer<RowFilter> shown) {
    this.trace = trace;
    this.background = background;
    this.shown = shown;
  }

  Cell<FilterNote> note() {
    return note;
  }

  void set(String text) {
    long number = latest.incrementAndGet();
    try {
      Optional<Predicate<String>> names = BareWords.of(QueryParser.parse(text));
      if (text.isBlank()) {
        show(RowFilter.ALL, FilterNote.NONE);
      } else if (names.isPresent()) {
        show((_, label) -> names.get().test(label), FilterNote.NONE);
      } else {
        search(text, number);
      }
    } catch (QueryException problem) {
      note.set(FilterNote.problem(problem.getMessage(), problem.position()));
    }
  }

  private void search(String text, long number) {
    TraceQuery query = TraceQuery.of(text, trace, (done, total, what) -> latest.get() == number);
    note.set(new FilterNote("searching", -1));
    background.ask(
        () -> find(query, number),
        found -> {
          if (latest.get() == number) {
            found.ifPresent(
                fibers ->
                    show(
                        (lane, _) -> fibers.contains(lane.id()),
                        new FilterNote(Count.of(fibers.size(), "fiber"), -1)));
          }
        });
  }

  private Optional<Set<Long>> find(TraceQuery query, long number) {
    try {
      return latest.get() == number ? Optional.of(query.fibers()) : Optional.empty();
    } catch (CancellationException superseded) {
      return Optional.empty();
    }
  }

  private void show(RowFilter filter, FilterNote what) {
    note.set(what);
    shown.accept(filter);
  }
}
