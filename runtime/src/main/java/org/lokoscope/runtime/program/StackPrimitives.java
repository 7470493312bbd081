// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.Continuation;
import org.lokoscope.runtime.vm.Frame;

/** What Guile's stacks are made of: the calls that a continuation will return to. */
final class StackPrimitives {

  private final SiteTable sites;

  private StackPrimitives(SiteTable sites) {
    this.sites = sites;
  }

  static void register(PrimitiveTable t, SiteTable sites) {
    t.define1("%continuation-calls", new StackPrimitives(sites)::calls);
  }

  /**
   * A list, the innermost call first, without those of the system's own files: for each the name of
   * the procedure that made it or false, then file, line and column, which count from 1.
   */
  private Object calls(Object x) {
    if (!(x instanceof Continuation continuation)) {
      throw Raise.type("make-stack", "a continuation", x);
    }
    List<Object> calls = new ArrayList<>();
    for (@Nullable Frame at = continuation.frame(); at != null; at = at.next()) {
      if (at.place() != 0) {
        SiteTable.Site site = sites.get(at.place());
        SourceSpan span = site.span();
        if (!span.file().startsWith("lokoscope:")) {
          calls.add(
              Lists.of(
                  site.procedure().isEmpty() ? Boolean.FALSE : Symbol.of(site.procedure()),
                  SchemeString.of(span.file()),
                  (long) span.line(),
                  (long) span.column()));
        }
      }
    }
    return Lists.fromList(calls);
  }
}
