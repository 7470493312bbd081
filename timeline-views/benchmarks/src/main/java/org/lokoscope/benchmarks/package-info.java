// SPDX-License-Identifier: Apache-2.0
/**
 * JMH benchmarks of the paths that must stay fast: the language, the switch of fibers, the encoder,
 * the index, queries and painting. CONTRIBUTING.md says how to run them and how to compare two
 * commits.
 */
// Not @NullMarked: compare-benchmarks lays this module into commits that do not have JSpecify.
package org.lokoscope.benchmarks;
