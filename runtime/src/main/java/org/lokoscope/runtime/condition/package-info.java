/** Conditions, how Java code raises them and how they are reported. */
package org.lokoscope.runtime.condition;
