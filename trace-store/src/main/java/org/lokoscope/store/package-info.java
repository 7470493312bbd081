/**
 * Recorded runs: what a view, a report or an export may ask of one. No type of the storage engine
 * appears here. Nothing in this module knows of a screen.
 */
package org.lokoscope.store;
