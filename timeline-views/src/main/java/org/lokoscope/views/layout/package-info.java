/**
 * Which rows a timeline has and where they stand: CPUs, processes with their fibers, graph tracks.
 * Pixels downwards from 0; knows nothing of time or of a screen.
 */
package org.lokoscope.views.layout;
