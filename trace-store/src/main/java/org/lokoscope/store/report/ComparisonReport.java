// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.lokoscope.store.analysis.Comparison;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;

/** What two traces of a program differ in. */
final class ComparisonReport {

  private ComparisonReport() {}

  static String text(Comparison compared) {
    StringBuilder text = new StringBuilder();
    text.append("Verdict: ")
        .append(lower(compared.before()))
        .append(" before, ")
        .append(lower(compared.after()))
        .append(" after\n");
    list(text, "Gone", compared.gone());
    list(text, "New", compared.appeared());
    for (Comparison.Pair pair : compared.stayed()) {
      text.append("\nStill there: ").append(title(pair.after())).append('\n');
      text.append("  before  ").append(size(pair.before())).append('\n');
      text.append("  after   ").append(size(pair.after())).append('\n');
    }
    if (compared.gone().isEmpty() && compared.appeared().isEmpty() && compared.stayed().isEmpty()) {
      text.append("No leak in either.\n");
    }
    return text.toString();
  }

  private static void list(StringBuilder text, String what, List<Finding> findings) {
    for (Finding finding : findings) {
      text.append('\n').append(what).append(": ").append(title(finding)).append('\n');
      text.append("  ").append(size(finding)).append('\n');
    }
  }

  private static String title(Finding finding) {
    return finding.leakClass().label() + " at " + finding.site().position();
  }

  private static String size(Finding finding) {
    return Facts.number(Math.rint(finding.bytesTotal()))
        + " bytes in the end, "
        + Facts.number(finding.bytesPerResume())
        + " per resume, count "
        + Facts.count(finding.count());
  }

  static String json(Comparison compared) {
    ObjectNode root = JsonReport.JSON.createObjectNode();
    root.put("before", lower(compared.before()));
    root.put("after", lower(compared.after()));
    all(compared.gone(), root.putArray("gone"));
    all(compared.appeared(), root.putArray("new"));
    ArrayNode stayed = root.putArray("changed");
    for (Comparison.Pair pair : compared.stayed()) {
      ObjectNode node = stayed.addObject();
      node.put("ratio", pair.ratio());
      finding(pair.before(), node.putObject("before"));
      finding(pair.after(), node.putObject("after"));
    }
    return JsonReport.print(root);
  }

  private static void all(List<Finding> findings, ArrayNode into) {
    findings.forEach(finding -> finding(finding, into.addObject()));
  }

  private static void finding(Finding finding, ObjectNode node) {
    node.put("class", finding.leakClass().label());
    JsonReport.site(finding.site(), node.putObject("site"));
    node.put("bytesTotal", finding.bytesTotal());
    node.put("bytesPerResume", finding.bytesPerResume());
    node.put("count", finding.count());
  }

  private static String lower(Diagnosis.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
