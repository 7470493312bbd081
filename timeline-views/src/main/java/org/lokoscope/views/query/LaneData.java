package org.lokoscope.views.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Strip;

/**
 * One lane over the range of the frame.
 *
 * @param strip the lane in columns, or null when {@code intervals} hold every interval
 * @param intervals every interval, or with a strip only the long ones
 */
public record LaneData(@Nullable Strip strip, List<LabelledInterval> intervals) {}
