/** Image files of what the painters draw, without a toolkit or a display. */
@NullMarked
package org.lokoscope.views.image;

import org.jspecify.annotations.NullMarked;
