/** Image files of what the painters draw, without a toolkit or a display. */
package org.lokoscope.views.image;
