// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.li;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import j2html.rendering.IndentedHtml;
import j2html.tags.DomContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.SourceExcerpt;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.patch.Patch;
import org.lokoscope.store.patch.Patches;
import org.lokoscope.store.verify.Verification;

/** Reports as one page that needs nothing beside it. */
final class HtmlReport {

  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 60em; \
      color: #1f2328; background: #fff; padding: 0 1em }
      dl { display: grid; grid-template-columns: max-content auto; gap: .2em 1.5em }
      dt { color: #59636e } dd { margin: 0; overflow-wrap: anywhere }
      section { border-top: 1px solid #d1d9e0; margin-top: 1.5em } pre { overflow-x: auto }
      td { padding: .1em 1em .1em 0 } td.n { text-align: right; font-variant-numeric: tabular-nums }
      li { font-family: ui-monospace, monospace } .leak { color: #b3261e } .steady { color: #1a7f37 }
      .goes { color: #b3261e } .comes { color: #1a7f37 } svg { max-width: 100%; height: auto } \
      svg text { font: 12px system-ui, sans-serif; fill: currentColor } \
      svg .axis, svg .fit { stroke: currentColor; fill: none } svg .fit { stroke-dasharray: 6 4 } \
      svg .dot { fill: #b3261e } svg .line { stroke: #b3261e; fill: none; stroke-width: 2 }
      @media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117 } \
      dt { color: #9198a1 } section { border-color: #3d444d } .leak, .goes { color: #ff7b72 } svg .dot { fill: #ff7b72 } \
      svg .line { stroke: #ff7b72 } .comes { color: #3fb950 } \
      .steady { color: #3fb950 } }
      """;

  private HtmlReport() {}

  static String diagnosis(Trace trace, Diagnosis diagnosis, SourceNotes notes) {
    String verdict = diagnosis.verdict().name().toLowerCase(Locale.ROOT);
    TraceInfo info = trace.info();
    return page(
        "Lokoscope: " + info.program() + " is " + adjective(diagnosis),
        h1("Verdict: " + verdict).withClass(verdict),
        diagnosis.findings().size() == 1 ? div() : p(diagnosis.summary()),
        each(diagnosis.findings(), finding -> finding(trace, finding, notes)),
        unchecked(diagnosis),
        hottest(trace),
        section(h2("The trace"), facts(Facts.of(trace)), damage(info.damage())));
  }

  private static DomContent hottest(Trace trace) {
    HotLines hot = HotLines.of(trace);
    return hot == null
        ? div()
        : section(h2(hot.heading()), pre(each(hot.rows(), row -> span(row + "\n"))));
  }

  private static String adjective(Diagnosis diagnosis) {
    return switch (diagnosis.verdict()) {
      case LEAK -> "leaking";
      case STEADY -> "steady";
      case INCONCLUSIVE -> "too short to judge";
    };
  }

  private static DomContent finding(Trace trace, Finding finding, SourceNotes notes) {
    List<String> frames = Facts.frames(finding);
    return section(
        h2(finding.leakClass().label() + " at " + finding.site().position()),
        p(finding.sentence()),
        facts(Facts.of(trace, finding)),
        frames.isEmpty()
            ? div()
            : div(p("Each iteration leaves, innermost first:"), ol(each(frames, f -> li(f)))),
        GrowthSvg.of(trace, finding),
        source(notes, notes.excerpt(finding.site())),
        Patches.of(finding, trace).<DomContent>map(HtmlReport::patch).orElse(div()));
  }

  private static DomContent patch(Patch patch) {
    return div(
        p("Change that mends it:"),
        pre(each(patch.lines(), line -> span(line + "\n").withClass(kind(line)))));
  }

  private static String kind(Patch.Line line) {
    return switch (line.kind()) {
      case '-' -> "goes";
      case '+' -> "comes";
      default -> "stays";
    };
  }

  static String info(Trace trace) {
    TraceInfo info = trace.info();
    return page(
        "Lokoscope: " + info.program(),
        h1(info.program()),
        facts(Facts.of(trace)),
        damage(info.damage()),
        section(
            h2("Events by type"),
            table(
                tbody(
                    each(
                        info.eventsByType(),
                        (type, count) -> tr(td(type), td(Facts.count(count)).withClass("n")))))));
  }

  static String verification(Verification found) {
    return page(
        "Lokoscope: verification of " + found.directory().getFileName(),
        h1("Verification: " + found.status().name().toLowerCase(Locale.ROOT)),
        facts(Facts.of(found)),
        damage(found.lines()));
  }

  private static DomContent source(SourceNotes notes, @Nullable SourceExcerpt excerpt) {
    return excerpt == null
        ? div()
        : div(p(notes.heading(excerpt)), pre(String.join("\n", excerpt.numbered())));
  }

  private static DomContent unchecked(Diagnosis diagnosis) {
    List<String> lines = Facts.notChecked(diagnosis);
    return lines.isEmpty() ? div() : section(h2("Not checked"), ul(each(lines, line -> li(line))));
  }

  private static DomContent damage(List<String> lines) {
    return lines.isEmpty() ? div() : ul(each(lines, line -> li(line)));
  }

  private static DomContent facts(Map<String, String> facts) {
    return dl(each(facts, (label, fact) -> div(dt(label), dd(fact)).withStyle("display:contents")));
  }

  private static String page(String title, DomContent... content) {
    try {
      return "<!DOCTYPE html>\n"
          + html(
                  head(
                      meta().withCharset("utf-8"),
                      meta()
                          .withName("viewport")
                          .withContent("width=device-width, initial-scale=1"),
                      title(title),
                      style(STYLE)),
                  body(content))
              .withLang("en")
              .render(IndentedHtml.inMemory())
              .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
