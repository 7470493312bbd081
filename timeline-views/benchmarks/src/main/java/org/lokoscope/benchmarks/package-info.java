/**
 * JMH benchmarks of the paths that must stay fast: the language, the switch of fibers, the encoder,
 * the index, queries and painting. CONTRIBUTING.md says how to run them and how to compare two
 * commits.
 */
package org.lokoscope.benchmarks;
