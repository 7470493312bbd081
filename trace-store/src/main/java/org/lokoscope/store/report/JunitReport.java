// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakClass;

/** A diagnosis as the results of tests: one for each class of leak, skipped if not judged. */
final class JunitReport {

  /** Schemas require the seconds that a test took; to judge takes none worth telling. */
  private static final String NO_TIME = "0";

  private final XMLStreamWriter xml;
  private final String program;

  private JunitReport(XMLStreamWriter xml, String program) {
    this.xml = xml;
    this.program = program;
  }

  static String diagnosis(Trace trace, Diagnosis diagnosis) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new JunitReport(xml, trace.info().program()).write(diagnosis);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.append('\n').toString();
  }

  private void write(Diagnosis diagnosis) throws XMLStreamException {
    long failed = diagnosis.findings().stream().map(Finding::leakClass).distinct().count();
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "lokoscope " + program);
    xml.writeAttribute("time", NO_TIME);
    xml.writeAttribute("tests", Integer.toString(LeakClass.values().length));
    xml.writeAttribute("failures", Long.toString(failed));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", Integer.toString(diagnosis.notChecked().size()));
    for (LeakClass leakClass : LeakClass.values()) {
      test(leakClass, diagnosis);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void test(LeakClass leakClass, Diagnosis diagnosis) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", program);
    xml.writeAttribute("name", leakClass.label());
    xml.writeAttribute("time", NO_TIME);
    String reason = diagnosis.reasons().get(leakClass);
    if (reason != null) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", "not checked: " + reason);
    }
    List<Finding> found =
        diagnosis.findings().stream().filter(f -> f.leakClass() == leakClass).toList();
    if (!found.isEmpty()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("type", leakClass.label());
      xml.writeAttribute("message", found.getFirst().sentence());
      for (Finding finding : found) {
        xml.writeCharacters(
            finding.site().fullPosition()
                + ": "
                + finding.sentence()
                + "\n"
                + finding.fix()
                + "\n");
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
