// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.Recording;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceExcerpt;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.SystemTime;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.analysis.Counterfactual;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.store.analysis.SwitchCost;
import org.lokoscope.store.patch.Patches;
import org.lokoscope.store.verify.Verification;
import org.lokoscope.tracer.codec.StreamOrigin;

/** Reports for programs. The names in them are an interface: none is ever renamed. */
final class JsonReport {

  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  static String diagnosis(Trace trace, Diagnosis diagnosis, SourceNotes notes) {
    ObjectNode root = JSON.createObjectNode();
    root.put("verdict", lower(diagnosis.verdict()));
    root.put("summary", diagnosis.summary());
    names(diagnosis.checked(), root.putArray("checked"));
    names(diagnosis.notChecked(), root.putArray("notChecked"));
    ObjectNode reasons = root.putObject("notCheckedBecause");
    diagnosis.reasons().forEach((leakClass, why) -> reasons.put(leakClass.label(), why));
    root.put("ended", trace.info().ended());
    root.put("incomplete", trace.info().incomplete());
    HotLines hot = HotLines.of(trace);
    if (hot != null) {
      hot.into(root.putObject("hottest"));
    }
    ArrayNode findings = root.putArray("findings");
    for (Finding finding : diagnosis.findings()) {
      ObjectNode node = findings.addObject();
      finding(trace, finding, node);
      source(notes, notes.excerpt(finding.site()), node);
      Patches.of(finding, trace)
          .ifPresentOrElse(
              patch ->
                  node.putObject("patch").put("file", patch.file()).put("diff", patch.unified()),
              () -> node.putNull("patch"));
    }
    return print(root);
  }

  private static void source(SourceNotes notes, @Nullable SourceExcerpt excerpt, ObjectNode node) {
    if (excerpt == null) {
      node.putNull("source");
      return;
    }
    ObjectNode source = node.putObject("source");
    source.put("sha256", excerpt.source().sha256());
    source.put("onDisk", notes.onDisk(excerpt.source()).label());
    source.put("firstLine", excerpt.first());
    excerpt.lines().forEach(source.putArray("lines")::add);
  }

  private static void names(List<LeakClass> classes, ArrayNode into) {
    classes.forEach(leakClass -> into.add(leakClass.label()));
  }

  private static void finding(Trace trace, Finding finding, ObjectNode node) {
    node.put("class", finding.leakClass().label());
    node.put("severity", finding.severity());
    node.put("confidence", finding.confidence());
    if (finding.fiber() == 0) {
      node.putNull("fiber");
    } else {
      node.putObject("fiber").put("id", finding.fiber()).put("name", finding.fiberName());
    }
    object(trace, finding.object(), node);
    site(finding.site(), node.putObject("site"));
    if (finding.call().line() == 0) {
      node.putNull("call");
    } else {
      site(finding.call(), node.putObject("call"));
    }
    node.put("bytesTotal", finding.bytesTotal());
    node.put("bytesPerResume", finding.bytesPerResume());
    node.put("wordsPerIteration", finding.wordsPerIteration());
    node.put("windersPerIteration", finding.windersPerIteration());
    node.put("count", finding.count());
    group(finding.group(), node.putArray("group"));
    group(finding.winderGroup(), node.putArray("winderGroup"));
    node.put("keptBy", finding.keptBy());
    ArrayNode otherwise = node.putArray("otherwise");
    for (Counterfactual change : finding.otherwise()) {
      otherwise
          .addObject()
          .put("change", change.change().label())
          .put("bytesTotal", change.bytesTotal());
    }
    SwitchCost.of(trace, finding)
        .ifPresentOrElse(
            cost -> switches(cost, node.putObject("switches")), () -> node.putNull("switches"));
    node.put("sentence", finding.sentence());
    node.put("fix", finding.fix());
  }

  private static void switches(SwitchCost cost, ObjectNode node) {
    turn(cost.then(), node, "then");
    turn(cost.now(), node, "now");
    node.put("grows", cost.grows());
    node.put(cost.perWinder() ? "nanosPerWinder" : "nanosPerWord", cost.nanosEach());
    node.putObject("lokoModel")
        .put("copies", "the whole stack at each call/cc")
        .put("firstBytes", cost.firstModelBytes())
        .put("lastBytes", cost.lastModelBytes())
        .put("oneShotBytes", 0);
  }

  private static void turn(SwitchCost.@Nullable Turn turn, ObjectNode node, String name) {
    if (turn == null) {
      node.putNull(name);
    } else {
      node.putObject(name)
          .put("words", turn.words())
          .put("winders", turn.winders())
          .put("nanos", turn.nanos());
    }
  }

  private static void group(List<StackFrame> frames, ArrayNode group) {
    for (StackFrame frame : frames) {
      ObjectNode each = group.addObject();
      site(frame.site(), each.putObject("site"));
      each.put("words", frame.words());
    }
  }

  private static void object(Trace trace, long object, ObjectNode node) {
    for (ObjectInfo info : object == 0 ? List.<ObjectInfo>of() : trace.objects()) {
      if (info.id() == object) {
        node.putObject("object")
            .put("kind", lower(info.kind()))
            .put("id", object)
            .put("name", info.name());
        return;
      }
    }
    node.putNull("object");
  }

  static void site(Site site, ObjectNode node) {
    node.put("file", site.file());
    node.put("line", site.line());
    node.put("column", site.column());
    node.put("procedure", site.procedure());
    node.put("form", site.form());
  }

  static String info(Trace trace) {
    TraceInfo info = trace.info();
    ObjectNode root = JSON.createObjectNode();
    root.put("trace", info.directory().toString());
    root.put("program", info.program());
    ObjectNode settings = root.putObject("settings");
    info.settings().forEach(settings::put);
    recordings(trace, root.putArray("recordings"));
    root.put("removed", info.removed());
    root.put("recording", info.recording());
    root.put("finished", info.finished());
    root.put("ended", info.ended());
    root.put("incomplete", info.incomplete());
    root.put("durationNanos", info.duration());
    root.put("events", info.events());
    ObjectNode types = root.putObject("eventsByType");
    info.eventsByType().forEach(types::put);
    root.put("cpus", info.cpus());
    root.put("processes", info.processes());
    root.put("fibers", info.fibers());
    root.put("objects", info.objects());
    root.put("bytes", info.bytes());
    root.put("chunks", info.chunks());
    SystemTime taken = SystemTime.of(trace, 0, Long.MAX_VALUE);
    root.putObject("system")
        .put("collections", taken.collections())
        .put("paused", taken.paused())
        .put("longestPause", taken.longestPause())
        .put("runDelay", taken.delayed())
        .put("majorFaults", taken.faults());
    root.put("lostEvents", info.lostEvents());
    root.put("damagedPlaces", info.damagedChunks());
    root.put("illegalEvents", info.illegalTransitions());
    info.damage().forEach(root.putArray("damage")::add);
    return print(root);
  }

  private static void recordings(Trace trace, ArrayNode recordings) {
    for (Recording recording : trace.recordings()) {
      StreamOrigin origin = recording.origin();
      ObjectNode node = recordings.addObject();
      node.put("run", origin.run().toString());
      node.put("host", origin.host());
      node.put("osProcess", origin.osProcess());
      node.put("runtime", origin.runtime());
      node.put("version", origin.version());
      node.put("wallClockNanos", origin.wallClock());
      node.put("monotonicNanos", origin.monotonic());
      node.put("streams", recording.streams());
      ArrayNode measures = node.putArray("measures");
      origin.capabilities().forEach(each -> measures.add(lower(each)));
    }
  }

  static String verification(Verification found) {
    ObjectNode root = JSON.createObjectNode();
    root.put("trace", found.directory().toString());
    root.put("status", lower(found.status()));
    root.put("recording", found.recording());
    root.put("finished", found.finished());
    root.put("chunks", found.chunks());
    root.put("events", found.events());
    root.put("damagedPlaces", found.damagedPlaces());
    root.put("lostEvents", found.lostEvents());
    root.put("illegalEvents", found.illegalEvents());
    root.put("missingDefinitions", found.undefined());
    found.lines().forEach(root.putArray("lines")::add);
    return print(root);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static String print(ObjectNode root) {
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
