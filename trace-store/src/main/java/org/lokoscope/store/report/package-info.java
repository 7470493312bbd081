/** What the command line prints of a trace, for people (text, HTML) and for programs (JSON). */
package org.lokoscope.store.report;
