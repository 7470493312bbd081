/** How counts are written in messages. */
package org.lokoscope.tracer.text;
