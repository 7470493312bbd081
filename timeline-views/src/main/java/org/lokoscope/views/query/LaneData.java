package org.lokoscope.views.picture;

import java.util.List;
import org.lokoscope.store.Strip;

/**
 * One lane over the picture's range.
 *
 * @param strip the lane in columns, or null when {@code spans} hold every stay
 * @param spans every stay, or with a strip only the long ones
 */
public record LanePicture(Strip strip, List<Span> spans) {}
