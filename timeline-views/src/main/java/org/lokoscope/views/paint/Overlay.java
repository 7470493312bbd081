package org.lokoscope.views.paint;

import java.util.Set;
import org.lokoscope.views.query.Moments;

/**
 * What a frame shows beside the data of its time range.
 *
 * @param moments what the lanes do at the playhead
 * @param suspects fibers that the diagnosis names
 * @param trackScroll pixels of graph tracks above the upper edge of the room for them
 */
public record Overlay(Moments moments, Set<Long> suspects, double trackScroll) {

  public static final Overlay NONE = new Overlay(Moments.NONE, Set.of(), 0);
}
