// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.fx.ChartViewer;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Series;
import org.lokoscope.store.analysis.Growth;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.paint.Tone;
import org.lokoscope.views.query.LeakPage;

/**
 * The growth that a finding is about: words of a continuation against resumes with the trend, or a
 * number over time; the playhead stands on it.
 */
final class LeakChart {

  private static final double NANOS = 1e9;

  private final ChartViewer viewer;
  private final XYSeriesCollection data = new XYSeriesCollection();
  private final ValueMarker playhead = new ValueMarker(0);
  private List<GrowthPoint> points = List.of();
  private long time;

  LeakChart(String id) {
    JFreeChart chart =
        ChartFactory.createXYLineChart(
            null, "", "", data, PlotOrientation.VERTICAL, false, true, false);
    chart.setPadding(new RectangleInsets(2, 0, 0, 4));
    viewer = new ChartViewer(chart);
    viewer.setId(id);
    viewer.setAccessibleText("Growth of what leaks");
    viewer.setMinSize(80, 80);
  }

  ChartViewer node() {
    return viewer;
  }

  /** Shows what a page has to show, in the colours of a theme. */
  void show(LeakPage page, Theme theme) {
    XYPlot plot = viewer.getChart().getXYPlot();
    style(plot, theme);
    data.removeAllSeries();
    Growth growth = page.growth();
    Series counted = page.counted();
    if (growth.points().size() > 1) {
      points = growth.points();
      ofFiber(growth, plot, theme);
    } else if (counted != null) {
      points = List.of();
      overTime(counted, page.countedLabel(), plot, theme);
    }
    plot.clearDomainMarkers();
    plot.addDomainMarker(playhead);
    playhead(time);
  }

  private void ofFiber(Growth growth, XYPlot plot, Theme theme) {
    XYSeries line = new XYSeries("trend", false, true);
    long first = points.getFirst().resume();
    long last = points.getLast().resume();
    line.add(first, growth.at(first));
    line.add(last, growth.at(last));
    XYSeries words = new XYSeries("words", false, true);
    points.forEach(point -> words.add(point.resume(), point.words()));
    data.addSeries(words);
    data.addSeries(line);
    plot.getDomainAxis().setLabel("resumes");
    plot.getRangeAxis().setLabel("words");
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, colour(theme, Tone.LEAK));
    renderer.setSeriesLinesVisible(0, false);
    renderer.setSeriesShapesVisible(0, true);
    renderer.setSeriesShape(0, new Ellipse2D.Double(-1.8, -1.8, 3.6, 3.6));
    renderer.setSeriesPaint(1, colour(theme, Tone.TEXT));
    renderer.setSeriesStroke(
        1,
        new BasicStroke(
            1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 5}, 0));
    renderer.setDefaultToolTipGenerator(
        (set, series, item) ->
            "resume "
                + Figures.count(Math.round(set.getXValue(series, item)))
                + ": "
                + Count.of(Math.round(set.getYValue(series, item)), "word"));
    plot.setRenderer(renderer);
  }

  private void overTime(Series counted, String label, XYPlot plot, Theme theme) {
    XYSeries values = new XYSeries(label, false, true);
    for (int i = 0; i < counted.size(); i++) {
      values.add(counted.times()[i] / NANOS, counted.values()[i]);
    }
    data.addSeries(values);
    plot.getDomainAxis().setLabel("seconds");
    plot.getRangeAxis().setLabel("");
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, colour(theme, Tone.LEAK));
    renderer.setSeriesStroke(0, new BasicStroke(2.2f));
    renderer.setDefaultToolTipGenerator(
        (set, series, item) ->
            Figures.instant(set.getXValue(series, item) * NANOS)
                + ": "
                + Figures.count(Math.round(set.getYValue(series, item)))
                + " "
                + label);
    plot.setRenderer(renderer);
  }

  /** Moves the mark of the playhead, to nanoseconds since the run began. */
  void playhead(long now) {
    time = now;
    if (points.isEmpty()) {
      playhead.setValue(time / NANOS);
      return;
    }
    long resume = points.getFirst().resume();
    for (GrowthPoint point : points) {
      resume = point.time() <= time ? point.resume() : resume;
    }
    playhead.setValue(resume);
  }

  private void style(XYPlot plot, Theme theme) {
    viewer.getChart().setBackgroundPaint(colour(theme, Tone.PANEL));
    plot.setBackgroundPaint(colour(theme, Tone.LANE_EVEN));
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(colour(theme, Tone.SEPARATOR));
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setGroupingSeparator(Figures.GAP);
    for (var each : List.of(plot.getDomainAxis(), plot.getRangeAxis())) {
      NumberAxis axis = (NumberAxis) each;
      axis.setNumberFormatOverride(new DecimalFormat("#,##0.###", symbols));
      axis.setTickLabelInsets(
          new RectangleInsets(8, each.equals(plot.getDomainAxis()) ? 12 : 2, 8, 4));
      axis.setLabelPaint(colour(theme, Tone.DIM_TEXT));
      axis.setTickLabelPaint(colour(theme, Tone.DIM_TEXT));
      axis.setAxisLineVisible(false);
      axis.setTickMarksVisible(false);
      axis.setLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
      axis.setTickLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
    }
    NumberAxis range = (NumberAxis) plot.getRangeAxis();
    range.setAutoRangeIncludesZero(true);
    range.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    playhead.setPaint(colour(theme, Tone.PLAYHEAD));
    playhead.setStroke(new BasicStroke(1.5f));
  }

  private static Color colour(Theme theme, Tone tone) {
    return new Color(theme.of(tone), true);
  }
}
