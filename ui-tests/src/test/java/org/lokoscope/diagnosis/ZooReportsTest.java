// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.samples.Zoo;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Comparison;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.store.report.DiagnosisFormat;
import org.lokoscope.store.report.ReportFormat;
import org.lokoscope.store.report.Reports;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What is printed of the programs of the zoo, in every form. */
@Timeout(120)
final class ZooReportsTest {

  private static final int COLUMNS = 80;

  /** Lines of sources and changes, which are printed as they are. */
  private static final String QUOTED = "(?s)     [ >] *\\d+ \\| .*|     [-+ @].*";

  static Stream<String> leaking() {
    return Zoo.all().stream().filter(Zoo.Program::leaks).map(Zoo.Program::name);
  }

  private static Diagnosis diagnosis(String name) {
    try (Trace trace = ZooTraces.open(name)) {
      return LeakAnalysis.analyse(trace);
    }
  }

  private static String report(String name, DiagnosisFormat format) {
    try (Trace trace = ZooTraces.open(name)) {
      StringBuilder text = new StringBuilder();
      Reports.diagnosis(trace, LeakAnalysis.analyse(trace), format, text);
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String comparison(String before, String after, ReportFormat format) {
    StringBuilder text = new StringBuilder();
    try {
      Reports.comparison(Comparison.of(diagnosis(before), diagnosis(after)), format, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("leaking")
  void shouldFitIntoATerminal(String name) {
    String text = report(name, DiagnosisFormat.TEXT);
    assertThat(text.lines().filter(line -> !line.matches(QUOTED)))
        .isNotEmpty()
        .allMatch(line -> line.length() <= COLUMNS, "within 80 columns");
  }

  @ParameterizedTest
  @MethodSource("leaking")
  void shouldNeedNothingBesideThePage(String name) {
    String page = report(name, DiagnosisFormat.HTML);
    assertThat(page).contains("<!DOCTYPE html>", "</html>");
    assertThat(page).doesNotContainPattern("(src|href)\\s*=|url\\(|@import|<script|<link");
  }

  @ParameterizedTest
  @MethodSource("leaking")
  void shouldSayThatTheLeakIsGoneInTheTwin(String name) throws IOException {
    List<Finding> findings = diagnosis(name).findings();
    String text = comparison(name, name + "-ok", ReportFormat.TEXT);
    JsonNode json = new ObjectMapper().readTree(comparison(name, name + "-ok", ReportFormat.JSON));
    assertThat(text).startsWith("Verdict: leak before, steady after\n");
    assertThat(findings).isNotEmpty();
    for (Finding finding : findings) {
      String title = finding.leakClass().label() + " at " + finding.site().position();
      assertThat(text).contains("\nGone: " + title + "\n");
    }
    assertThat(json.get("gone")).hasSameSizeAs(findings);
    assertThat(json.get("new")).isEmpty();
    assertThat(json.get("changed")).isEmpty();
    assertThat(comparison(name + "-ok", name, ReportFormat.TEXT)).contains("\nNew: ");
    JsonNode same = new ObjectMapper().readTree(comparison(name, name, ReportFormat.JSON));
    assertThat(same.get("changed")).hasSameSizeAs(findings);
    assertThat(same.at("/changed/0/ratio").asDouble()).isEqualTo(1);
  }

  /** The schema of the standard, as a library has it that this project uses for nothing else. */
  private static final JsonSchema SARIF = sarif();

  private static JsonSchema sarif() {
    InputStream schema =
        ZooReportsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json");
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(Objects.requireNonNull(schema));
  }

  @Test
  void shouldHaveASchemaOfSarifThatRefusesWhatIsWrong() throws IOException {
    ObjectNode root =
        (ObjectNode) new ObjectMapper().readTree(report("retry-in-guard", DiagnosisFormat.SARIF));
    assertThat(SARIF.validate(root)).isEmpty();
    ((ObjectNode) root.at("/runs/0/results/0")).put("level", "fatal").putNull("message");
    assertThat(SARIF.validate(root)).hasSizeGreaterThanOrEqualTo(2);
  }

  /** The schema of SARIF 2.1.0, and what readers of it need to find the line. */
  @ParameterizedTest
  @MethodSource("leaking")
  void shouldHaveInSarifWhatItsSchemaRequires(String name) throws IOException {
    JsonNode root = new ObjectMapper().readTree(report(name, DiagnosisFormat.SARIF));
    assertThat(SARIF.validate(root)).isEmpty();
    assertThat(root.get("version").asText()).isEqualTo("2.1.0");
    assertThat(root.get("runs")).hasSize(1);
    JsonNode run = root.at("/runs/0");
    assertThat(run.at("/tool/driver/name").asText()).isEqualTo("Lokoscope");
    JsonNode rules = run.at("/tool/driver/rules");
    assertThat(rules)
        .allMatch(rule -> rule.get("id").isTextual())
        .hasSize(LeakClass.values().length);
    assertThat(run.get("results")).isNotEmpty();
    for (JsonNode result : run.get("results")) {
      assertThat(result.at("/message/text").asText()).isNotBlank();
      assertThat(result.get("level").asText()).isIn("none", "note", "warning", "error");
      assertThat(rules.get(result.get("ruleIndex").asInt()).get("id"))
          .isEqualTo(result.get("ruleId"));
      assertThat(result.get("locations")).isNotEmpty();
      JsonNode place = result.at("/locations/0/physicalLocation");
      assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo(name + ".sps");
      assertThat(place.at("/region/startLine").asInt()).isPositive();
      assertThat(place.at("/region/startColumn").asInt()).isPositive();
    }
  }

  /** Throws an exception if a text is not valid by our schema of JUnit's XML. */
  private static void validateJunit(String text) throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(ZooReportsTest.class.getResource("/schema/junit.xsd"))
        .newValidator()
        .validate(new StreamSource(new StringReader(text)));
  }

  @Test
  void shouldHaveASchemaOfJunitsXmlThatRefusesWhatIsWrong() throws Exception {
    String right = report("retry-in-guard", DiagnosisFormat.JUNIT);
    validateJunit(right);
    Map<String, String> changes =
        Map.of(
            "failures=\"1\"", "failures=\"one\"",
            "errors=\"0\"", "",
            "time=\"0\"", "time=\"0 s\"",
            "<failure type=\"continuation-growth\"", "<failure",
            "</failure>", "</failure><passed/>",
            "name=\"winder-growth\"", "name=\"continuation-growth\"",
            "<testcase classname", "<testcase file=\"x\" classname",
            "classname=\"retry-in-guard.sps\"", "classname=\"\"");
    changes.forEach(
        (from, to) -> {
          assertThat(right).contains(from);
          assertThatThrownBy(() -> validateJunit(right.replaceFirst(from, to)))
              .as(to)
              .isInstanceOf(SAXException.class);
        });
  }

  /** A schema of what CI systems read of JUnit's XML, and that its counts are right. */
  @ParameterizedTest
  @MethodSource("leaking")
  void shouldHaveInJunitsXmlWhatItsSchemaRequires(String name) throws Exception {
    validateJunit(report(name, DiagnosisFormat.JUNIT));
    byte[] text = report(name, DiagnosisFormat.JUNIT).getBytes(StandardCharsets.UTF_8);
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text))
            .getDocumentElement();
    assertThat(suite.getTagName()).isEqualTo("testsuite");
    assertThat(suite.getAttribute("name")).isNotBlank();
    assertThat(suite.getAttribute("time")).isEqualTo("0");
    for (String count : List.of("tests", "failures", "errors", "skipped")) {
      assertThat(suite.getAttribute(count)).as(count).matches("\\d+");
    }
    var cases = suite.getElementsByTagName("testcase");
    assertThat(suite.getAttribute("tests")).isEqualTo("" + cases.getLength());
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      assertThat(test.getAttribute("name")).isNotBlank();
      assertThat(test.getAttribute("classname")).isNotBlank();
      assertThat(test.getAttribute("time")).isEqualTo("0");
    }
    assertThat(suite.getAttribute("skipped"))
        .isEqualTo("" + suite.getElementsByTagName("skipped").getLength());
    var failures = suite.getElementsByTagName("failure");
    assertThat(suite.getAttribute("failures")).isEqualTo("" + failures.getLength());
    assertThat(failures.getLength()).isPositive();
    Element failure = (Element) failures.item(0);
    assertThat(failure.getAttribute("type")).isNotBlank();
    assertThat(failure.getAttribute("message")).isNotBlank();
  }
}
