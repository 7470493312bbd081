// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.views.image.ImageSurface;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.GraphTracks;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.layout.RowBuilder;
import org.lokoscope.views.layout.RowFilter;
import org.lokoscope.views.layout.Rows;
import org.lokoscope.views.layout.Suspects;
import org.lokoscope.views.paint.Areas;
import org.lokoscope.views.paint.LeaksPainter;
import org.lokoscope.views.paint.TimelineFrame;
import org.lokoscope.views.paint.TimelinePainter;
import org.lokoscope.views.query.LeaksData;
import org.lokoscope.views.query.Overview;
import org.lokoscope.views.query.TimelineData;
import org.lokoscope.views.query.TimelineQuery;
import org.lokoscope.views.viewport.Viewport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One frame of the timeline and of the leaks, on a surface in memory of 1600 by 900 pixels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PaintBenchmark {

  private static final int WIDTH = 1600;
  private static final int HEIGHT = 900;

  private RecordedTrace recorded;
  private Trace trace;
  private ImageSurface surface;
  private TimelineQuery.Request request;
  private TimelineFrame frame;
  private LeaksData leaks;

  @Setup
  public void prepare() {
    recorded = new RecordedTrace();
    trace = recorded.open();
    surface = new ImageSurface(WIDTH, HEIGHT);
    leaks = LeaksData.of(trace, LeakAnalysis.analyse(trace));
    Rows rows = new RowBuilder(trace).rows(Set.of(), RowFilter.ALL);
    List<GraphTrack> tracks = GraphTracks.of(trace, OptionalLong.empty(), Suspects.NONE);
    Areas areas = Areas.of(WIDTH, HEIGHT, rows.height(), tracks);
    Viewport window = Viewport.fit(trace.end(), areas.plotWidth());
    request =
        new TimelineQuery.Request(
            window.range(),
            (int) areas.plotWidth(),
            rows.visible(0, areas.lanesHeight()).stream().map(Row::lane).toList(),
            tracks,
            null);
    frame =
        new TimelineFrame(
            areas,
            window,
            rows,
            0,
            tracks,
            List.of(loadPicture()),
            Overview.of(trace),
            TimelineFrame.Marks.NONE);
  }

  /** What a frame needs from the store. */
  @Benchmark
  public TimelineData loadPicture() {
    return new TimelineQuery(trace).load(request);
  }

  @Benchmark
  public void timeline() {
    TimelinePainter.paint(surface, frame);
  }

  @Benchmark
  public void leaks() {
    LeaksPainter.paint(surface, leaks, WIDTH, HEIGHT);
  }

  @TearDown
  public void close() throws IOException {
    surface.close();
    trace.close();
    recorded.close();
  }
}
