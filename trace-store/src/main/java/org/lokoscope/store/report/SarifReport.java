// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lokoscope.store.Site;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakClass;

/** A diagnosis in SARIF 2.1.0: a rule for each class of leak, a result for each finding. */
final class SarifReport {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private SarifReport() {}

  static String diagnosis(Diagnosis diagnosis) {
    ObjectNode root = JsonReport.JSON.createObjectNode();
    root.put("$schema", SCHEMA);
    root.put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Lokoscope");
    ArrayNode rules = driver.putArray("rules");
    for (LeakClass leakClass : LeakClass.values()) {
      ObjectNode rule = rules.addObject();
      rule.put("id", leakClass.label());
      rule.putObject("shortDescription").put("text", leakClass.meaning());
    }
    ArrayNode results = run.putArray("results");
    for (Finding finding : diagnosis.findings()) {
      result(finding, results.addObject());
    }
    return JsonReport.print(root);
  }

  private static void result(Finding finding, ObjectNode result) {
    result.put("ruleId", finding.leakClass().label());
    result.put("ruleIndex", finding.leakClass().ordinal());
    result.put("level", "error");
    result.putObject("message").put("text", finding.sentence() + " " + finding.fix());
    if (finding.site().line() > 0) {
      location(finding.site(), result.putArray("locations").addObject());
    }
    if (finding.call().line() > 0) {
      ObjectNode call = result.putArray("relatedLocations").addObject();
      location(finding.call(), call);
      call.putObject("message").put("text", finding.call().form());
    }
    ObjectNode properties = result.putObject("properties");
    properties.put("bytesTotal", finding.bytesTotal());
    properties.put("bytesPerResume", finding.bytesPerResume());
    properties.put("count", finding.count());
    properties.put("confidence", finding.confidence());
  }

  private static void location(Site site, ObjectNode node) {
    ObjectNode place = node.putObject("physicalLocation");
    place.putObject("artifactLocation").put("uri", site.file().replace('\\', '/'));
    place.putObject("region").put("startLine", site.line()).put("startColumn", site.column());
  }
}
