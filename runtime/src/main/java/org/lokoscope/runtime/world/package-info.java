/** The outside of a run, injectable. */
package org.lokoscope.runtime.world;
