// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.List;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup.StackFrame;

/**
 * One leak: who grows, by how much, from which line, and what to change.
 *
 * @param severity 0 to 1, for ranking
 * @param confidence 0 to 1: how sure the slope is
 * @param fiber 0 when the leak is an object's
 * @param object 0 when the leak is a fiber's
 * @param site the source form that keeps what is retained
 * @param call the call inside of it that goes round, or unknown
 * @param bytesTotal heap bytes that the leak had retained in the end; 0 where nobody measured them
 * @param bytesPerResume heap bytes that each resume of the fiber adds
 * @param wordsPerIteration heap words of one repetition
 * @param windersPerIteration entries of the dynamic state that each repetition adds
 * @param count how many repetitions the fiber kept at its last suspend
 * @param group the frames of one repetition, innermost first
 * @param winderGroup the entries of the dynamic state that repeat, innermost first
 * @param keptBy the references that keep it alive, from a root on, or ""
 * @param otherwise what it would have retained if something had been otherwise
 * @param sentence one sentence that says what happens
 * @param fix one sentence that says what to change
 */
public record Finding(
    LeakClass leakClass,
    double severity,
    double confidence,
    long fiber,
    String fiberName,
    long object,
    Site site,
    Site call,
    double bytesTotal,
    double bytesPerResume,
    double wordsPerIteration,
    double windersPerIteration,
    long count,
    List<StackFrame> group,
    List<StackFrame> winderGroup,
    String keptBy,
    List<Counterfactual> otherwise,
    String sentence,
    String fix) {}
