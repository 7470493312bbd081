// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.fx.ChartViewer;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.analysis.Growth;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.paint.Palette;

/** A fiber's continuation words against its resumes, with the line through them. */
final class GrowthChart {

  private final ChartViewer viewer;
  private final XYSeriesCollection data = new XYSeriesCollection();

  GrowthChart(String id) {
    JFreeChart chart =
        ChartFactory.createXYLineChart(
            null, "resumes", "words", data, PlotOrientation.VERTICAL, false, true, false);
    style(chart);
    viewer = new ChartViewer(chart);
    viewer.setId(id);
    viewer.setMinSize(120, 120);
    viewer.setPrefHeight(190);
  }

  ChartViewer node() {
    return viewer;
  }

  void show(Growth growth) {
    XYSeries points = new XYSeries("words", false, true);
    for (GrowthPoint point : growth.points()) {
      points.add(point.resume(), point.words());
    }
    XYSeries line = new XYSeries("trend", false, true);
    if (!growth.isEmpty()) {
      long first = growth.points().getFirst().resume();
      long last = growth.points().getLast().resume();
      line.add(first, growth.at(first));
      line.add(last, growth.at(last));
    }
    data.removeAllSeries();
    data.addSeries(line);
    data.addSeries(points);
    viewer.setVisible(!growth.isEmpty());
    viewer.setManaged(!growth.isEmpty());
  }

  /** {@code +14.2 words per resume}. */
  static String slope(Growth growth) {
    return Figures.change(growth.slope(), "word") + " per resume";
  }

  private static void style(JFreeChart chart) {
    Color back = new Color(Palette.PANEL);
    Color text = new Color(Palette.TEXT);
    chart.setBackgroundPaint(back);
    chart.setPadding(new org.jfree.chart.ui.RectangleInsets(6, 2, 2, 8));
    XYPlot plot = chart.getXYPlot();
    plot.setBackgroundPaint(new Color(Palette.LANE_EVEN));
    plot.setOutlineVisible(false);
    plot.setDomainGridlinePaint(new Color(Palette.SEPARATOR));
    plot.setRangeGridlinePaint(new Color(Palette.SEPARATOR));
    for (var axis :
        new NumberAxis[] {(NumberAxis) plot.getDomainAxis(), (NumberAxis) plot.getRangeAxis()}) {
      axis.setLabelPaint(text);
      axis.setTickLabelPaint(new Color(Palette.DIM_TEXT));
      axis.setAxisLineVisible(false);
      axis.setTickMarksVisible(false);
      axis.setLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
      axis.setTickLabelFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
      axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    }
    ((NumberAxis) plot.getRangeAxis()).setAutoRangeIncludesZero(true);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, new Color(Palette.LEAK));
    renderer.setSeriesStroke(0, new BasicStroke(1.6f));
    renderer.setSeriesPaint(1, new Color(Palette.ACCENT));
    renderer.setSeriesLinesVisible(1, false);
    renderer.setSeriesShapesVisible(1, true);
    renderer.setSeriesShape(1, new Ellipse2D.Double(-1.6, -1.6, 3.2, 3.2));
    renderer.setDefaultToolTipGenerator(
        (set, series, item) ->
            "resume "
                + Figures.count(Math.round(set.getXValue(series, item)))
                + ": "
                + Count.of(Math.round(set.getYValue(series, item)), "word"));
    plot.setRenderer(renderer);
  }
}
