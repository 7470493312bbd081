package org.lokoscope.views.query;

import java.util.List;
import org.lokoscope.store.Strip;

/**
 * One lane over the range of the frame.
 *
 * @param strip the lane in columns, or null when {@code spans} hold every interval
 * @param spans every interval, or with a strip only the long ones
 */
public record LaneData(Strip strip, List<LabelledInterval> spans) {}
