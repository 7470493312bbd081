// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.store.Progress;
import org.lokoscope.store.SyntheticTrace;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Comparison;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.export.CsvExport;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.verify.TraceVerifier;
import org.w3c.dom.Element;

final class ReportsTest {

  @TempDir Path folder;
  private Trace trace;
  private Diagnosis diagnosis;

  @BeforeEach
  void open() {
    SyntheticTrace.write(folder.resolve("t"), 200, true);
    trace = Traces.open(folder.resolve("t"), Progress.NONE);
    diagnosis = LeakAnalysis.analyse(trace);
  }

  @AfterEach
  void close() {
    trace.close();
  }

  private String report(ReportFormat format) throws IOException {
    StringBuilder out = new StringBuilder();
    Reports.diagnosis(trace, diagnosis, format, out);
    return out.toString();
  }

  @Test
  void shouldKeepToTheJsonThatProgramsRely() throws Exception {
    JsonNode root = new ObjectMapper().readTree(report(ReportFormat.JSON));
    assertThat(root.get("verdict").asText()).isEqualTo("leak");
    assertThat(root.get("checked").get(0).asText()).isEqualTo("continuation-growth");
    assertThat(root.get("notChecked").isArray()).isTrue();
    JsonNode finding = root.get("findings").get(0);
    assertThat(finding.get("class").asText()).isEqualTo("continuation-growth");
    assertThat(finding.get("severity").isDouble()).isTrue();
    assertThat(finding.get("confidence").asDouble()).isBetween(0.9, 1.0);
    assertThat(finding.get("fiber").get("id").asLong()).isEqualTo(SyntheticTrace.WORKER);
    assertThat(finding.get("fiber").get("name").asText()).isEqualTo("worker");
    assertThat(finding.get("object").isNull()).isTrue();
    JsonNode site = finding.get("site");
    assertThat(site.get("file").asText()).isEqualTo("server.sps");
    assertThat(site.get("line").asInt()).isEqualTo(12);
    assertThat(site.get("column").asInt()).isEqualTo(9);
    assertThat(site.get("procedure").asText()).isEqualTo("worker");
    assertThat(finding.get("call").isNull()).isTrue();
    assertThat(finding.get("bytesTotal").asDouble()).isNotNegative();
    assertThat(finding.get("bytesPerResume").asDouble()).isEqualTo(48);
    assertThat(finding.get("wordsPerIteration").asDouble()).isEqualTo(6);
    assertThat(finding.get("windersPerIteration").asDouble()).isEqualTo(1);
    assertThat(finding.get("count").asLong()).isPositive();
    assertThat(finding.at("/otherwise/0/change").asText()).isEqualTo("tail-call");
    assertThat(finding.at("/otherwise/0/bytesTotal").asDouble()).isZero();
    assertThat(finding.get("keptBy").asText()).isEmpty();
    assertThat(finding.get("sentence").asText()).contains("server.sps:12:9");
    assertThat(finding.get("fix").asText()).isNotEmpty();
  }

  private String report(DiagnosisFormat format) throws IOException {
    StringBuilder out = new StringBuilder();
    Reports.diagnosis(trace, diagnosis, format, out);
    return out.toString();
  }

  @Test
  void shouldPutFindingsAtTheirLinesInSarif() throws Exception {
    JsonNode root = new ObjectMapper().readTree(report(DiagnosisFormat.SARIF));
    assertThat(root.get("version").asText()).isEqualTo("2.1.0");
    JsonNode run = root.get("runs").get(0);
    JsonNode result = run.get("results").get(0);
    assertThat(result.get("ruleId").asText()).isEqualTo("continuation-growth");
    JsonNode rule = run.at("/tool/driver/rules").get(result.get("ruleIndex").asInt());
    assertThat(rule.get("id").asText()).isEqualTo("continuation-growth");
    JsonNode place = result.at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo("server.sps");
    assertThat(place.at("/region/startLine").asInt()).isEqualTo(12);
    assertThat(place.at("/region/startColumn").asInt()).isEqualTo(9);
    assertThat(result.at("/message/text").asText()).contains("Call (worker) after");
  }

  @Test
  void shouldMakeATestOfEachClassForJunit() throws Exception {
    byte[] text = report(DiagnosisFormat.JUNIT).getBytes(StandardCharsets.UTF_8);
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text))
            .getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("10");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("2");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(10);
    assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(2);
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("continuation-growth");
    assertThat(failure.getTextContent()).startsWith("server.sps:12:9: ");
  }

  @Test
  void shouldKeepTextWithinTheColumnsOfATerminal() throws Exception {
    assertThat(report(ReportFormat.TEXT).lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void shouldSayWhatTwoRunsDifferIn() throws Exception {
    Diagnosis steady = new Diagnosis(Diagnosis.Verdict.STEADY, List.of(), "", List.of(), List.of());
    StringBuilder gone = new StringBuilder();
    Reports.comparison(Comparison.of(diagnosis, steady), ReportFormat.TEXT, gone);
    assertThat(gone.toString())
        .startsWith("Verdict: leak before, steady after\n")
        .contains("Gone: continuation-growth at server.sps:12:9");
    StringBuilder json = new StringBuilder();
    Reports.comparison(Comparison.of(diagnosis, diagnosis), ReportFormat.JSON, json);
    JsonNode root = new ObjectMapper().readTree(json.toString());
    assertThat(root.at("/changed/0/ratio").asDouble()).isEqualTo(1);
    assertThat(root.at("/changed/0/after/site/line").asInt()).isEqualTo(12);
    assertThat(root.get("gone")).isEmpty();
    assertThat(root.get("new")).isEmpty();
  }

  @Test
  void shouldNameClassPlaceAndFixInTextAndHtml() throws Exception {
    for (ReportFormat format : List.of(ReportFormat.TEXT, ReportFormat.HTML)) {
      assertThat(report(format))
          .contains(
              "erdict: leak", "continuation-growth", "server.sps:12:9", "Call (worker) after");
    }
    assertThat(report(ReportFormat.HTML)).startsWith("<!DOCTYPE html>").contains("</html>");
  }

  @Test
  void shouldEscapeWhatThePageQuotes() throws Exception {
    StringBuilder out = new StringBuilder();
    Reports.info(trace, ReportFormat.HTML, out);
    assertThat(out.toString()).contains("fiberResumed");
    assertThat(
            HtmlReport.diagnosis(
                trace, withSummary("<script>alert(1)</script>"), new SourceNotes(trace, null)))
        .doesNotContain("<script>")
        .contains("&lt;script&gt;");
  }

  private Diagnosis withSummary(String summary) {
    return new Diagnosis(
        diagnosis.verdict(), List.of(), summary, diagnosis.checked(), diagnosis.notChecked());
  }

  @Test
  void shouldSayWhatATraceHolds() throws Exception {
    StringBuilder text = new StringBuilder();
    Reports.info(trace, ReportFormat.TEXT, text);
    assertThat(text.toString()).contains("Program:", "server.sps", "Fibers:", "13", "fiberReady");
    StringBuilder json = new StringBuilder();
    Reports.info(trace, ReportFormat.JSON, json);
    JsonNode root = new ObjectMapper().readTree(json.toString());
    assertThat(root.get("fibers").asInt()).isEqualTo(13);
    assertThat(root.get("eventsByType").get("fiberSpawned").asInt()).isEqualTo(13);
    assertThat(root.get("finished").asBoolean()).isTrue();
  }

  @Test
  void shouldSayWhatACheckHasFound() throws Exception {
    StringBuilder json = new StringBuilder();
    Reports.verification(
        TraceVerifier.verify(folder.resolve("t"), Progress.NONE), ReportFormat.JSON, json);
    assertThat(new ObjectMapper().readTree(json.toString()).get("status").asText())
        .isEqualTo("intact");
  }

  @Test
  void shouldExportEachEventAsARowOfTheTable() throws Exception {
    StringWriter out = new StringWriter();
    CsvExport.write(trace, out, Progress.NONE);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize((int) trace.info().events() + 1);
    assertThat(lines.getFirst()).startsWith("time_ns,cpu,event,string,text,site,");
    assertThat(lines)
        .filteredOn(line -> line.contains(",fiberSuspended,"))
        .allMatch(line -> line.contains("server.sps:"));
    int columns = lines.getFirst().split(",", -1).length;
    assertThat(lines)
        .filteredOn(line -> !line.contains("\""))
        .allMatch(line -> line.split(",", -1).length == columns);
  }
}
