package org.lokoscope.runtime.vm;

/** One clause of a lambda, compiled. */
public final class Code {

  final String name;
  final int required;
  final boolean rest;
  final int site;
  private String purpose = "";
  private int localsSize;
  private Node body;

  /**
   * @param site where the lambda stands, or 0
   */
  public Code(String name, int required, boolean rest, int site) {
    this.name = name;
    this.required = required;
    this.rest = rest;
    this.site = site;
  }

  /** Completes the code; a body refers to its own code, so it is compiled after it is made. */
  public void complete(int localsSize, Node body) {
    this.localsSize = localsSize;
    this.body = body;
  }

  /** What it is for: its name, or for a lambda without one, the procedure that it calls last. */
  public String purpose() {
    return name.isEmpty() ? purpose : name;
  }

  public void setPurpose(String purpose) {
    this.purpose = purpose;
  }

  public String name() {
    return name;
  }

  public int site() {
    return site;
  }

  public int required() {
    return required;
  }

  public boolean hasRest() {
    return rest;
  }

  int localsSize() {
    return localsSize;
  }

  Node body() {
    return body;
  }
}
