// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

/**
 * What a run uses but does not change, such as a recording that it repeats; or what lies outside of
 * it. It has no part in the state of the run that a debugger keeps.
 */
public interface Unchanging {}
